"""What changed, in sentences: the same on pages, in feeds and in a terminal."""

from clearway.publish.sentences.changes import DescribedChange, describe_change
from clearway.publish.sentences.fields import Detail, detail_plain
from clearway.publish.sentences.groups import ChangeGroup, describe_commit, groups, summed_up
from clearway.publish.sentences.names import Names, noun
from clearway.publish.sentences.news import news_sentence
from clearway.publish.sentences.sentence import Piece, Role, Sentence, plain, sentence

__all__ = [
    "ChangeGroup",
    "DescribedChange",
    "Detail",
    "Names",
    "Piece",
    "Role",
    "Sentence",
    "describe_change",
    "describe_commit",
    "detail_plain",
    "groups",
    "news_sentence",
    "noun",
    "plain",
    "sentence",
    "summed_up",
]

"""What changed, told in sentences: the same on pages, in feeds and in a terminal."""

from clearway.publish.sentences.changes import Told, told
from clearway.publish.sentences.fields import Detail, detail_plain
from clearway.publish.sentences.groups import ChangeGroup, commit_told, groups, summed_up
from clearway.publish.sentences.names import Names, noun
from clearway.publish.sentences.news import news_sentence
from clearway.publish.sentences.sentence import Piece, Role, Sentence, plain, sentence

__all__ = [
    "ChangeGroup",
    "Detail",
    "Names",
    "Piece",
    "Role",
    "Sentence",
    "Told",
    "commit_told",
    "detail_plain",
    "groups",
    "news_sentence",
    "noun",
    "plain",
    "sentence",
    "summed_up",
    "told",
]

"""Pictures drawn at build time: numbers here, SVG in the templates.

No chart library draws a lane timeline with the ghost of a moved date, or the streams of asks
between drafts, in HTML that needs no script; what any library could draw (bars, say) is plain
HTML in the templates.
"""

from clearway.publish.charts.column_chart import Columns, columns
from clearway.publish.charts.streams import Streams, streams
from clearway.publish.charts.timeline import Timeline, timeline, years

__all__ = ["Columns", "Streams", "Timeline", "columns", "streams", "timeline", "years"]

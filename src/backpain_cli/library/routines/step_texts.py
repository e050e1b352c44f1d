"""What all steps may say in the writer's own words: texts, place, note, link; whether the step is optional."""

from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.caution_reader import read_cautions
from backpain_cli.library.routines.entry_names import EntryNames
from backpain_cli.library.yaml.fields import Fields
from backpain_cli.library.yaml.nodes import ScalarNode

_YES = {"true": True, "yes": True, "false": False, "no": False}
_HTTPS = "https://"


def place_of(fields: Fields, usual: Place, version: int) -> Place:
    """Return the place that is written, in the words of that format; else the usual one."""
    known = table.places_since(version)
    later = {one: table.NEWEST_FORMAT for one in Place if one not in known}
    aliases = table.PLACE_ALIASES if version > table.OLDEST_FORMAT else {}
    return fields.choice("place", known, usual, aliases=aliases, later=later) or usual


def with_own_words(fields: Fields, step: Step, names: EntryNames, version: int) -> Step:
    """Return `step` with what is written in place of ours."""
    step = step._replace(
        title=fields.text("title", step.title),
        do=fields.text("do", step.do),
        where=fields.text("where", step.where),
        how=fields.text("how", step.how),
        place=place_of(fields, step.place, version),
        tool=fields.text("tool", step.tool),
        instead=fields.texts("instead") or step.instead,
        feel=fields.text("feel", step.feel),
        avoid=fields.text("avoid", step.avoid),
        stop=_stop(fields, step, version),
        neutral=fields.text("neutral", step.neutral),
        sources=names.sources(fields) or step.sources,
    )
    if version == table.OLDEST_FORMAT:
        return step
    optional = fields.read("optional", parse_yes_no, default=False)
    cautions = (*step.cautions, *read_cautions(fields, "cautions"))
    return step._replace(optional=optional, note=_note(fields), link=_link(fields), cautions=cautions)


def _stop(fields: Fields, step: Step, version: int) -> str:
    """Return what stops the step: from format 2 on, our own words stay behind those that are written."""
    own = fields.text("stop", step.stop)
    if version == table.OLDEST_FORMAT or own == step.stop or not step.stop:
        return own
    return f"{own.rstrip('.')}. {step.stop}"


def parse_yes_no(text: str) -> bool:
    """Return whether `text` says yes.

    Raises:
        ValueError: it says neither yes nor no.
    """
    if (answer := _YES.get(text.casefold())) is None:
        raise ValueError("is neither; write `true` or `false`")
    return answer


def _note(fields: Fields) -> str:
    note = fields.text("note", "")
    if len(note) > table.LONGEST_STEP_NOTE:
        fields.notes.error(
            fields.node("note"), f"`note` is {len(note)} letters long", f"the limit is {table.LONGEST_STEP_NOTE}"
        )
    return note


def _link(fields: Fields) -> str:
    """Return the address, which may be longer than a word of a text."""
    node = fields.node("link")
    if "link" not in fields or not isinstance(node, ScalarNode):
        return fields.text("link", "")
    if not node.text.startswith(_HTTPS) or len(node.text.split()) != 1 or len(node.text) > table.LONGEST_STEP_NOTE:
        fields.refuse(
            "link", "is not an address", f"begin it with `{_HTTPS}`, at most {table.LONGEST_STEP_NOTE} letters"
        )
        return ""
    return node.text

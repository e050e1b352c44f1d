"""Names for the shell's completion. Quick: files are listed, not read, wherever that is enough."""

from backpain_cli.domain.names import folded


def routine_names(incomplete: str) -> list[str]:
    """Return the names of routines that begin with what was typed."""
    from backpain_cli.library.routine_names import keys_of_own, keys_of_shipped

    return _beginning(incomplete, sorted({*keys_of_own(), *keys_of_shipped()}))


def area_names(incomplete: str) -> list[str]:
    """Return the keys of the pain areas that begin with what was typed."""
    from backpain_cli.library.anatomy_file import load_anatomy

    return _beginning(incomplete, list(load_anatomy().areas))


def muscle_names(incomplete: str) -> list[str]:
    """Return the keys of the muscles that begin with what was typed."""
    from backpain_cli.library.anatomy_file import load_anatomy

    return _beginning(incomplete, list(load_anatomy().muscles))


def activity_names(incomplete: str) -> list[str]:
    """Return the keys of the activities that begin with what was typed."""
    from backpain_cli.library.anatomy_file import load_anatomy

    return _beginning(incomplete, list(load_anatomy().activities))


def topic_names(incomplete: str) -> list[str]:
    """Return the topics, muscles and areas that begin with what was typed."""
    from backpain_cli.library.anatomy_file import load_anatomy

    anatomy = load_anatomy()
    return _beginning(incomplete, [*anatomy.claims, *anatomy.muscles, *anatomy.areas])


def chart_names(incomplete: str) -> list[str]:
    """Return the muscles, areas and routines that begin with what was typed."""
    from backpain_cli.library.anatomy_file import load_anatomy

    anatomy = load_anatomy()
    return _beginning(incomplete, [*dict.fromkeys([*anatomy.muscles, *anatomy.areas, *routine_names("")])])


def _beginning(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(folded(incomplete))]

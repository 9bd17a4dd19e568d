"""Exercises in a lifter's words: one in the place of another, and those that are to go."""

import re
from collections.abc import Iterator

from strength.catalog import Catalog
from strength.errors import RevisionRefused
from strength.exercise import Exercise
from strength.revision.change import Change, Drop, Swap
from strength.revision.exercise_name import anywhere, family, family_word, in_program, prescribed_slugs, singular
from strength.revision.scan import Scan

_NAME = r"[a-z0-9][a-z0-9' -]*?"
_STOP = (
    r"(?=\s*(?:$|[;,.!?]|\b(?:and|but|because|since|please|any ?more|any longer|from|either|instead|on|in|every|always|"
    r"until|so|at|thanks)\b))"
)
_ARTICLES = re.compile(r"^(?:(?:the|my|all|any|those|these|some|a|an|doing|more|of|do|use|have|put|in|want|i|i'd|like|would|"
                       r"prefer|to|give|me|rather)\s+)+")  # fmt: skip
_SURE = r"(?:swap|replace|substitute|exchange)"
_SWAP = r"(?:swap|replace|substitute|exchange|switch|change|trade)"
_ANYTHING = re.compile(
    r"^(?:something(?: else| similar| different)?|anything(?: else)?|another exercise|an alternative)$"
)
_DROP = (
    r"(?:drop|remove|skip|cut out|cut|delete|no more|no longer|no|without|get rid of|take out|leave out|stop|avoid|lose|"
    r"(?:really )?(?:hate|dislike)|(?:don't|do not|can't|cannot|can not|never|not)(?: (?:want|like|do|give me|stand|make me do))?)"
)
_MOST_NAMED = 12


def swaps(scan: Scan) -> Iterator[Change]:
    """One exercise for another; with none named for it, the most alike is to be found."""
    for instead in (False, True):
        pattern = (
            rf"(?:^|(?<=[;,.!?])|(?<=\band\b)|(?<=\bbut\b))\s*(?P<into>{_NAME}) (?:instead of|in place of|rather than) (?P<out>{_NAME}){_STOP}"
            if instead
            else rf"\b(?P<verb>{_SWAP})(?: out)? (?P<out>{_NAME})(?: out)? (?:for|with|by|to|into) (?P<into>{_NAME}){_STOP}"
        )
        yield from _pairs(scan, pattern)
    at = 0
    while (match := re.compile(rf"\b{_SURE}(?: out)? (?P<out>{_NAME}){_STOP}").search(scan.text, at)) is not None:
        out = _found(scan, match["out"])
        scan.cut(match.start(), match.end())
        at = match.start()
        yield Swap(out=out)


def _pairs(scan: Scan, pattern: str) -> Iterator[Change]:
    at = 0
    while (match := re.compile(pattern).search(scan.text, at)) is not None:
        at = match.start() + 1
        named = match.groupdict()
        is_sure = named.get("verb") is not None and re.fullmatch(_SURE, named["verb"]) is not None
        out = _found(scan, named["out"]) if is_sure else in_program(_bare(named["out"]), scan.program, scan.catalog)
        if not out:
            continue
        into_words = _bare(named["into"])
        into = None
        if not _ANYTHING.match(into_words):
            into = anywhere(into_words, _exercises(scan, out), scan.catalog)
            if into is None:
                msg = f"I know no exercise called {into_words!r} that could stand in for {_bare(named['out'])!r}; name another one"
                raise RevisionRefused(msg)
        scan.cut(match.start(), match.end())
        yield Swap(out=out, into=into)


def drops(scan: Scan) -> Iterator[Change]:
    """Exercises that are to go, one or several."""
    at = 0
    while (match := re.compile(rf"\b{_DROP} (?P<out>[a-z0-9' ,-]+)").search(scan.text, at)) is not None:
        end = start = match.start("out")
        out: list[Drop] = []
        for piece in re.finditer(rf"\s*(?:,|\band\b|\bor\b)*\s*(?P<name>{_NAME})(?:{_STOP}|(?=\s+or\b))", match["out"]):
            found = in_program(_bare(piece["name"]), scan.program, scan.catalog)
            if not found:
                known = scan.catalog.find(_bare(piece["name"])) or scan.catalog.find(singular(_bare(piece["name"])))
                if known is not None and not out:
                    raise RevisionRefused(_not_there(scan, _bare(piece["name"])))
                break
            word = family_word(_bare(piece["name"]))
            if word is not None:
                found = family(word, found, prescribed_slugs(scan.program), scan.catalog)
            out.append(Drop(out=found, called=word))
            end = start + piece.end()
        if not out:
            at = match.start() + 1
            continue
        scan.cut(match.start(), end)
        at = match.start()
        yield from out


def avoided(changes: tuple[Change, ...], catalog: Catalog) -> tuple[str, ...]:
    """Slugs of what is not to come back: exchanged, taken out, or called by a word that was said of a whole family."""
    slugs: list[str] = []
    for change in changes:
        match change:
            case Swap(out=out):
                slugs += out
            case Drop(out=out, called=None):
                slugs += out
            case Drop(out=out, called=str() as word):
                slugs += family(word, out, catalog.by_slug, catalog)
            case _:
                pass
    return tuple(dict.fromkeys(slugs))


def _found(scan: Scan, words: str) -> tuple[str, ...]:
    """Slugs of the program's exercises that the words mean.

    Raises:
        RevisionRefused: they mean none.
    """
    found = in_program(_bare(words), scan.program, scan.catalog)
    if not found:
        raise RevisionRefused(_not_there(scan, _bare(words)))
    return found


def _not_there(scan: Scan, words: str) -> str:
    names = [exercise.name for exercise in _exercises(scan, prescribed_slugs(scan.program))]
    more = "" if len(names) <= _MOST_NAMED else f" and {len(names) - _MOST_NAMED} more"
    return f"There is no {words!r} in your program; it has {', '.join(names[:_MOST_NAMED])}{more}"


def _exercises(scan: Scan, slugs: tuple[str, ...]) -> tuple[Exercise, ...]:
    return tuple(exercise for slug in slugs if (exercise := scan.catalog.get(slug)) is not None)


def _bare(words: str) -> str:
    return _ARTICLES.sub("", words.strip()).strip(" '")

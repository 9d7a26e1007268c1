from __future__ import annotations

import pygame
import pytest

from game.drawing.canvas import Canvas
from game.drawing.falling import FADE_NS, FallingNotes, NoteArt
from game.drawing.lanes import LINE, LaneLayout
from game.drawing.text import Texts
from game.music.chart import Note, PhraseChart
from game.music.difficulty import Difficulty, even_shares
from game.music.moves import RIGHT_TAPS
from game.timing import NS_PER_MS, NS_PER_S, SongTime, shifted

INDEX = RIGHT_TAPS[1]


def note_at(second: float, hold: bool = False, duration_s: float = 0.1) -> Note:
    onset = SongTime(round(second * NS_PER_S))
    return Note(onset, round(duration_s * NS_PER_S), INDEX, 60, hold=hold)


def falling(*notes: Note, lead_ns: int = 3 * NS_PER_S) -> FallingNotes:
    difficulty = Difficulty(even_shares((INDEX,)), lead_ns=lead_ns)
    field = FallingNotes()
    field.add(PhraseChart(0, SongTime(0), SongTime(60 * NS_PER_S), notes, (), difficulty))
    return field


@pytest.fixture(scope="module")
def art() -> NoteArt:
    canvas = Canvas(pygame.Surface((1920, 1080)))
    return NoteArt(canvas, Texts(), LaneLayout.of(RIGHT_TAPS, canvas.wide))


def middles(field: FallingNotes, art: NoteArt, now: SongTime) -> list[tuple[int, int]]:
    """Of the heads that are drawn."""
    heads = {id(picture) for picture in art.heads.values()}
    return [
        (x + art.head_px // 2, y + art.head_px // 2)
        for picture, (x, y) in field.blits(art, now)
        if id(picture) in heads
    ]


def test_at_its_onset_the_head_stands_on_the_line_in_its_lane(art: NoteArt) -> None:
    note = note_at(5)
    assert middles(falling(note), art, note.onset_ns) == [(art.centre_px[INDEX], LINE)]


def test_a_note_is_not_drawn_long_before_its_lead(art: NoteArt) -> None:
    assert falling(note_at(30)).blits(art, SongTime(0)) == []


def test_a_shorter_lead_makes_a_note_fall_faster(art: NoteArt) -> None:
    note, now = note_at(5), SongTime(4_500 * NS_PER_MS)
    [(_, slow)] = middles(falling(note), art, now)
    [(_, fast)] = middles(falling(note, lead_ns=NS_PER_S), art, now)
    assert fast < slow


def test_the_next_note_due_is_drawn_last_and_so_on_top(art: NoteArt) -> None:
    notes = [note_at(5), note_at(5.2), note_at(5.4)]
    ys = [y for _, y in middles(falling(*notes), art, SongTime(5 * NS_PER_S))]
    assert ys == sorted(ys)


def test_a_note_that_was_hit_is_gone(art: NoteArt) -> None:
    note = note_at(5)
    field = falling(note)
    field.hit(note)
    assert field.blits(art, note.onset_ns) == []


def test_a_missed_note_becomes_an_outline_that_fades_and_goes(art: NoteArt) -> None:
    note = note_at(5)
    field = falling(note)
    known = shifted(note.onset_ns, 500 * NS_PER_MS)
    field.miss(note, known)
    pictures = [
        [picture for picture, _ in field.blits(art, shifted(known, FADE_NS * part // 2))]
        for part in (0, 1)
    ]
    first, later = art.outlines[INDEX][0], art.outlines[INDEX][3]
    assert pictures == [[first], [later]]
    field.drop_over(shifted(known, FADE_NS))
    assert field.of(note) is None


def test_a_hold_whose_head_was_hit_stays_on_the_line() -> None:
    hold, tap = note_at(5, hold=True, duration_s=4), note_at(5)
    field = falling(hold, tap)
    field.hit(hold)
    field.hit(tap)
    assert [held.note for held in field.held()] == [hold]


def test_a_hold_is_gone_when_it_has_ended() -> None:
    note = note_at(5, hold=True, duration_s=4)
    field = falling(note)
    field.hit(note)
    field.drop_over(shifted(note.end_ns, -1))
    assert field.of(note) is not None
    field.drop_over(note.end_ns)
    assert field.of(note) is None


def test_a_hold_keeps_its_upper_end_where_it_was_while_it_is_held(art: NoteArt) -> None:
    note = note_at(5, hold=True, duration_s=2)
    field, untouched = falling(note), falling(note)
    field.hit(note)
    now = shifted(note.onset_ns, 700 * NS_PER_MS)
    [(_, (_, held_top))] = field.blits(art, now)
    tail_top = untouched.blits(art, now)[0][1][1]
    assert abs(held_top - tail_top) <= 1

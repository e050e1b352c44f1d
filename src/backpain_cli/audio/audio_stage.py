"""The audio stage: cues as speech, tones and bells."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Self

from backpain_cli.audio.players import BellCuePlayer, CuePlayer, ToneCuePlayer, installed_players
from backpain_cli.audio.speech import Speaker, speaker_for
from backpain_cli.audio.tones import TONES
from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SoundMode
from backpain_cli.domain.typed_input import duration_text
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.session.stages import Stage
from backpain_cli.wording.cue_kinds import CueKind, is_pace
from backpain_cli.wording.cue_moments import most_urgent
from backpain_cli.wording.cues import Cue
from backpain_cli.wording.hurts_text import AFTER_HURTS

MAX_CUE_DELAY_NS = 3 * NS_PER_S // 2
"""A cue that is later than this, in nanoseconds, would belong to a moment that is over, and is not played."""
SPEECH_DELAY_S = 0.15
"""Seconds by which the voice leaves the first, loudest part of a tone alone."""


class AudioStage(Stage):
    """Plays the cues of a session; falls back from voice to tones to the bell where one fails."""

    def __init__(
        self,
        *,
        speaker: Speaker | None,
        sounders: Sequence[CuePlayer],
        always_sounds: bool,
        texts: InSessionTexts,
        report: Callable[[str], object] | None = None,
        speed: int = 1,
        now: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Set up the stage; nothing is played yet.

        Args:
            speaker: the voice; None where none is wanted.
            sounders: what sounds, in the order of preference; may be empty.
            always_sounds: whether it also sounds together with the voice, not only in its place.
            texts: the words of the key h.
            report: is given a sentence, once for each thing that cannot be heard.
            speed: how many seconds of the plan go by in one second.
            now: the time, in nanoseconds.
        """
        self._speaker = speaker
        self._sounders = list(sounders)
        self._always_sounds = always_sounds
        self._texts = texts
        self._report = report
        self._speed = speed
        self._now = now
        self._lock = threading.RLock()
        self._session: Session | None = None
        self._shown_at = 0
        self._moment: list[Cue] = []
        self._cued_at = 0
        self._coming: threading.Timer | None = None
        self._troubles: list[str] = []

    @property
    def trouble(self) -> str:
        """What cannot be heard, as sentences; empty as long as nothing is known to be wrong."""
        return " ".join(self._troubles)

    @property
    def is_speaking(self) -> bool:
        """Whether it is speaking or sounding now, or about to."""
        with self._lock:
            speaks = self._speaker is not None and self._speaker.is_speaking
            return speaks or self._coming is not None or any(sounder.is_sounding for sounder in self._sounders)

    def __enter__(self) -> Self:
        self._check()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # What is said at the end may be heard to its end, while the person already reads the summary.
        if not (kind is None and self._session is not None and self._session.status is SessionStatus.FINISHED):
            self.close()

    def show(self, session: Session) -> None:
        """Fall silent at a pause, a jump and the end; check that what should sound can."""
        before, self._session = self._session, session
        self._shown_at = self._now()
        changed = before is not None and (
            before.status is not session.status or before.seek_count != session.seek_count
        )
        if changed and session.status is not SessionStatus.FINISHED:
            self.stop()
        self._check()
        page, page_before = (one and one.question and one.question.page for one in (session, before))
        if page is not None and page is not page_before:
            self._ask(session, self._texts.by_page[page].spoken)
        elif before is not None and before.status is not session.status:
            self._announce_pause(session)

    def cue(self, cue: Cue) -> None:
        """Play `cue`, and cut off the one before; cues of the same second are spoken together."""
        if self._is_late(cue):
            return
        if not (self._moment and self._moment[-1].at == cue.at):
            self._moment = []
        self._moment.append(cue)
        self._cued_at = self._now()
        self._check()
        is_beat = is_pace(cue.kind, self._text)
        if is_beat and (self._always_sounds or not self._text):
            # What is being said goes on over the beat, which is counted by words only where there are no tones.
            with self._lock:
                if self._always_sounds or self._speaker is None:
                    self._sound(cue.kind)
            return
        self._say_and_sound(most_urgent(each.kind for each in self._moment), self._text)

    def stop(self) -> None:
        """Fall silent at once."""
        with self._lock:
            self._moment = []
            self._cancel_speech()
            if self._speaker is not None:
                self._speaker.stop()
            for sounder in self._sounders:
                sounder.stop()

    def close(self) -> None:
        """Fall silent for good. After a session that finished this is left to who made the stage."""
        with self._lock:
            self.stop()
            if self._speaker is not None:
                self._speaker.close()
            for sounder in self._sounders:
                sounder.close()

    def _ask(self, session: Session, spoken: str) -> None:
        """Say a page of the key h; what comes up by itself after a wait is sounded too, for whoever hears no voice."""
        with self._lock:
            self.stop()
            if session.question is not None and session.question.key is None:
                self._say_and_sound(CueKind.CHANGE, spoken)
            elif self._speaker is not None:
                self._speaker.say(spoken)

    def _announce_pause(self, session: Session) -> None:
        """Announce a pause or its end: with the eyes shut, nothing else confirms the key."""
        with self._lock:
            if self._speaker is None:
                return
            after = AFTER_HURTS.get(session.notice.value, "")
            if session.status is SessionStatus.PAUSED:
                self._speaker.say(after or "Paused.")
            elif session.status is SessionStatus.RUNNING:
                left = f"{duration_text(session.seconds_left_in_segment)} left."
                self._speaker.say(after or f"Going on. {left}")

    @property
    def _text(self) -> str:
        return " ".join(cue.text for cue in self._moment if cue.text)

    def _is_late(self, cue: Cue) -> bool:
        """True if the moment of `cue` is over, counted from the position last shown."""
        if self._session is None:
            return False
        here = self._session.position_ns + (self._now() - self._shown_at) * self._speed
        return here - cue.at * NS_PER_S > MAX_CUE_DELAY_NS * self._speed

    def _say_and_sound(self, kind: CueKind, text: str) -> None:
        with self._lock:
            self._cancel_speech()
            if self._speaker is None or self._speaker.trouble:
                self._sound(kind)
                return
            # Seconds are counted by words only where nothing shorter can count them.
            counts_by_tone = self._always_sounds and kind is CueKind.COUNT
            if not self._always_sounds or not self._sound(kind):
                self._speaker.say(text)
            elif not counts_by_tone:
                self._speaker.stop()
                self._coming = threading.Timer(SPEECH_DELAY_S, self._say_later, (text,))
                self._coming.daemon = True
                self._coming.start()

    def _cancel_speech(self) -> None:
        if self._coming is not None:
            self._coming.cancel()
            self._coming = None

    def _say_later(self, text: str) -> None:
        with self._lock:
            # A timer that was cancelled just now may still come here.
            if self._coming is threading.current_thread() and self._speaker is not None:
                self._coming = None
                self._speaker.say(text)

    def _sound(self, kind: CueKind) -> bool:
        """Sound `kind`; return whether it has an audible tone."""
        if self._sounders:
            self._sounders[0].play(kind)
        return bool(self._sounders) and kind in TONES

    def _check(self) -> None:
        """Replace what cannot be heard by what can be, and report it once."""
        with self._lock:
            if self._speaker is not None and (trouble := self._speaker.trouble):
                self._speaker.close()
                self._speaker = None
                self._note(trouble)
                self._make_up_for_it()
            while self._sounders and (trouble := self._sounders[0].trouble):
                self._sounders.pop(0).close()
                self._note(trouble)
                self._make_up_for_it()

    def _make_up_for_it(self) -> None:
        """Sound the present moment by what is left, if it is not over yet."""
        if self._moment and self._now() - self._cued_at <= MAX_CUE_DELAY_NS:
            self._sound(most_urgent(cue.kind for cue in self._moment))

    def _note(self, trouble: str) -> None:
        if self._sounders:
            is_bell = self._speaker is not None or isinstance(self._sounders[0], BellCuePlayer)
            instead = "The terminal's bell sounds instead." if is_bell else "Tones sound instead."
        else:
            instead = "Cues are only shown." if self._speaker is None else "The voice gives the cues."
        sentence = f"{trouble} {instead}"
        self._troubles.append(sentence)
        if self._report is not None:
            self._report(sentence)


def default_sound_mode(choice: SoundMode | None) -> SoundMode:
    """Return `choice`, or what is best where none was made: tones if something can play them, else the bell."""
    return choice or (SoundMode.TONES if installed_players() else SoundMode.BELL)


def audio_stage_for(
    choice: SoundMode | str,
    settings: Settings,
    write_bell: Callable[[bytes], object],
    *,
    texts: InSessionTexts,
    report: Callable[[str], object] | None = None,
    speed: int = 1,
) -> AudioStage:
    """Return the audio stage.

    Args:
        choice: how cues are played; empty for the choice in `settings`, or else what is best here.
        write_bell: takes the bytes of a bell; is called from other threads too.
        texts: the words of the key h.
        report: is given a sentence, once for each thing that cannot be heard.
        speed: how many seconds of the plan go by in one second.
    """
    sound = default_sound_mode(SoundMode(choice) if choice else settings.sound)
    sounders: list[CuePlayer] = []
    if sound not in {SoundMode.OFF, SoundMode.BELL} and (players := installed_players()):
        sounders.append(ToneCuePlayer(players))
    if sound is not SoundMode.OFF:
        sounders.append(BellCuePlayer(write_bell))
    return AudioStage(
        speaker=speaker_for(settings) if sound.speaks else None,
        sounders=sounders,
        always_sounds=sound is not SoundMode.VOICE,
        texts=texts,
        report=report,
        speed=speed,
    )

package sim_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/sim"
)

// alarm sets a timer by the actor's own clock.
func alarm(timer sim.Timer, own sim.Time) do {
	return func(t *sim.Turn, _ *probe) { t.SetAlarm(timer, own) }
}

func TestAnAlarmGoesByTheActorsClock(t *testing.T) {
	const s = sim.Second
	for _, tc := range []struct {
		name  string
		at    sim.Time
		to    sim.Clock
		fires sim.Time
	}{
		{"a clock that is right", s, sim.Clock{Shows: s, Rate: sim.RightRate}, 10 * s},
		{"at twice the speed nine seconds take four and a half", s, sim.Clock{Shows: s, Rate: 2 * sim.RightRate}, 5*s + s/2},
		{"at half the speed they take eighteen", s, sim.Clock{Shows: s, Rate: sim.RightRate / 2}, 19 * s},
		{"set ahead", s, sim.Clock{Shows: 3 * s, Rate: sim.RightRate}, 8 * s},
		{"set back", 2 * s, sim.Clock{Shows: s, Rate: sim.RightRate}, 11 * s},
		{"set ahead over the alarm", 2 * s, sim.Clock{Shows: 20 * s, Rate: sim.RightRate}, 2*s + 1},
		{"both", 2 * s, sim.Clock{Shows: 6 * s, Rate: 2 * sim.RightRate}, 4 * s},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, _ := newWorld(plain, 2)
			w.Input(1, 1, alarm(0, 10*s))
			w.Input(2, 2, alarm(0, 25*s))
			w.RunUntil(tc.at)
			w.SetClock(1, tc.to, 0)
			require.Equal(t, tc.to, w.ClockOf(1))
			w.RunUntil(30 * s)
			require.Equal(t, []sim.Time{tc.fires}, at(w, 1).Fired)
			require.Equal(t, []sim.Time{25 * s}, at(w, 2).Fired, "it has a clock of its own")
		})
	}
}

func TestAClockOutlivesACrashAndAPause(t *testing.T) {
	w, _ := newWorld(plain, 1)
	w.RunUntil(sim.Second)
	w.SetClock(1, sim.Clock{Shows: 5 * sim.Second, Rate: 2 * sim.RightRate}, 0)
	w.Crash(1, 0)
	w.RunUntil(2 * sim.Second)
	w.Restart(1, 0)
	require.Equal(t, sim.Clock{Shows: 7 * sim.Second, Rate: 2 * sim.RightRate}, w.ClockOf(1))

	w.Input(2*sim.Second+1, 1, alarm(0, 9*sim.Second))
	w.Pause(1, 0)
	w.RunUntil(4 * sim.Second)
	require.Empty(t, at(w, 1).Fired)
	w.SetClock(1, sim.Clock{Shows: 8 * sim.Second, Rate: sim.RightRate}, 0)
	w.Resume(1, 0)
	w.RunUntil(6 * sim.Second)
	require.Equal(t, []sim.Time{5 * sim.Second}, at(w, 1).Fired, "what was due already is not, after the clock was set back")
}

func TestASettingThatChangesNothingIsNone(t *testing.T) {
	w, _ := newWorld(plain, 1)
	w.RunUntil(sim.Second)
	next := w.Trace().Next()
	w.SetClock(1, w.ClockOf(1), 0)
	w.SetClock(9, sim.Clock{}, 0)
	require.Equal(t, next, w.Trace().Next())
	w.SetClock(1, sim.Clock{Shows: -5, Rate: 0}, 0)
	require.Equal(t, sim.Clock{Shows: 0, Rate: sim.RateMin}, w.ClockOf(1), "what no clock can be is bounded")
	require.Contains(t, w.Kinds(), sim.KindClock)
}

// However often a clock is set, no alarm goes off before the clock shows its
// moment, nor later than the first moment at which it does, and a world that
// was decoded goes on as the one that was encoded.
func TestNoAlarmIsEarlyOrLate(tt *testing.T) {
	rapid.Check(tt, func(t *rapid.T) {
		w, _ := newWorld(plain, 1)
		var due sim.Time
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			w.RunUntil(w.Now() + sim.Time(rapid.Int64Range(1, int64(3*sim.Second)).Draw(t, "pass")))
			switch c := w.ClockOf(1); rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				due = c.Shows + sim.Time(rapid.Int64Range(1, int64(20*sim.Second)).Draw(t, "in"))
				w.Input(w.Now(), 1, alarm(0, due))
			case 1:
				c.Rate = sim.Rate(rapid.Int64Range(int64(sim.RateMin), int64(sim.RateMax)).Draw(t, "rate"))
				w.SetClock(1, c, 0)
			default:
				c.Shows += sim.Time(rapid.Int64Range(-int64(c.Shows), int64(5*sim.Second)).Draw(t, "jump"))
				w.SetClock(1, c, 0)
			}
			w = decode(tt, encode(w))
			at, set := w.Deadline(1, 0)
			if !set {
				continue
			}
			const slack = 20 // each setting may round once, by what a clock of ten times the speed does in a nanosecond
			require.GreaterOrEqual(t, w.ClockAt(1, at), due)
			if at > w.Now()+1 {
				require.Less(t, w.ClockAt(1, at-1), due+12*slack)
			}
		}
	})
}

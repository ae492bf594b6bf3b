package sim_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestNoTwoEventsShareAMoment(t *testing.T) {
	c := plain
	c.Servers, c.Disk = sim.Link{Latency: sim.Millisecond}, sim.Disk{Latency: sim.Millisecond}
	w, _ := newWorld(c, 5)
	for n := range w.Servers {
		w.Input(1, n, do(func(t *sim.Turn, _ *probe) { t.SetTimer(1, sim.Millisecond) }))
	}
	moments := map[sim.Time]bool{}
	last := w.Now()
	for w.StepUntil(sim.Second) {
		require.Greater(t, w.Now(), last)
		require.False(t, moments[w.Now()])
		moments[w.Now()] = true
		last = w.Now()
	}
	require.Greater(t, len(moments), 4000)
}

func TestAnInputTakesTheNextFreeMoment(t *testing.T) {
	w, client := newWorld(plain, 2)
	nothing := do(func(*sim.Turn, *probe) {})
	require.Equal(t, sim.Second, w.Input(sim.Second, client, nothing))
	require.Equal(t, sim.Second+1, w.Input(sim.Second, client, nothing))
	require.Equal(t, sim.Second+2, w.Act(sim.Second, nil))
	w.RunUntil(2 * sim.Second)
	require.Equal(t, 2*sim.Second, w.Input(sim.Second, client, nothing), "time does not go back")
	require.Equal(t, 3*sim.Second, w.Act(3*sim.Second, nil))
	require.Equal(t, 3*sim.Second, w.Now())
}

func TestAnInputComesAfterWhatIsDueBefore(t *testing.T) {
	w, _ := newWorld(plain, 1)
	w.Input(1, 1, do(func(t *sim.Turn, _ *probe) { t.SetTimer(0, sim.Second-1); t.SetTimer(2, sim.Second) }))
	var fired int
	took := w.Input(sim.Second, 1, do(func(_ *sim.Turn, p *probe) { fired = len(p.Fired) }))
	require.Equal(t, 1, fired)
	require.Equal(t, sim.Second, took)
	w.RunUntil(sim.Second)
	require.Len(t, at(w, 1).Fired, 1, "what was due at the same moment gives way")
	w.RunUntil(sim.Second + 1)
	require.Equal(t, []sim.Time{sim.Second - 1, sim.Second + 1}, at(w, 1).Fired)
}

func TestATimerPutOffManyTimesRunsOutOnce(t *testing.T) {
	w, _ := newWorld(plain, 1)
	for i := range 1000 {
		now := sim.Time(i+1) * sim.Millisecond
		w.Input(now, 1, do(func(t *sim.Turn, _ *probe) { t.SetTimer(0, now+150*sim.Millisecond) }))
	}
	at1, set := w.Deadline(1, 0)
	require.True(t, set)
	require.Equal(t, 1150*sim.Millisecond, at1)
	w.RunUntil(5 * sim.Second)
	require.Equal(t, []sim.Time{1150 * sim.Millisecond}, at(w, 1).Fired)
	_, set = w.Deadline(1, 0)
	require.False(t, set)
}

func TestATimerCanBePutForwardStoppedAndMadeToRunOut(t *testing.T) {
	w, _ := newWorld(plain, 1)
	set := func(at sim.Time) do { return func(t *sim.Turn, _ *probe) { t.SetTimer(0, at) } }
	w.Input(1, 1, set(sim.Second))
	w.Input(2, 1, set(sim.Second/2))
	w.RunUntil(2 * sim.Second)
	require.Equal(t, []sim.Time{sim.Second / 2}, at(w, 1).Fired)

	w.Input(2*sim.Second, 1, set(3*sim.Second))
	w.Input(2*sim.Second, 1, do(func(t *sim.Turn, _ *probe) { t.StopTimer(0) }))
	w.RunUntil(4 * sim.Second)
	require.Len(t, at(w, 1).Fired, 1)

	w.ExpireTimer(1, 0, 0)
	w.RunUntil(5 * sim.Second)
	require.Equal(t, 4*sim.Second+1, at(w, 1).Fired[1])

	w.Input(5*sim.Second, 1, set(math.MaxInt64))
	w.Input(5*sim.Second, 1, set(-5))
	w.RunUntil(6 * sim.Second)
	require.Equal(t, 5*sim.Second+2, at(w, 1).Fired[2], "what has passed runs out at once")
}

func TestObserversAreToldOfEachEventAndOfEachOther(t *testing.T) {
	w, client := newWorld(plain, 2)
	w.Input(1, client, do(func(t *sim.Turn, _ *probe) { t.Observe(true) }))
	seen := at(w, client).Seen
	w.Input(2, 1, send(2, "x"))
	w.RunUntil(sim.Second)
	require.Equal(t, seen+2, at(w, client).Seen)
	w.Input(sim.Second, client, do(func(t *sim.Turn, _ *probe) { t.Observe(false) }))
	seen = at(w, client).Seen
	w.Input(sim.Second, 1, send(2, "x"))
	w.RunUntil(2 * sim.Second)
	require.Equal(t, seen, at(w, client).Seen)
}

// crasher is a Governor that crashes the node that it is told.
type crasher struct{}

func (crasher) Govern(w *sim.World, act any, _ sim.Node, cause sim.EventID) {
	w.Crash(act.(sim.Node), w.Note(sim.NewKind("act"), act, cause))
}

func TestWhatAnActorAsksOfTheWorldIsDoneWhenItsTurnIsOver(t *testing.T) {
	w, client := newWorld(plain, 2)
	w.SetGovernor(crasher{})
	w.Input(1, client, do(func(t *sim.Turn, _ *probe) {
		t.Control(sim.Node(2))
		require.True(t2(t), t.World().Up(2))
	}))
	require.False(t, w.Up(2))
	require.True(t, w.Clone().Act(sim.Second, sim.Node(1)) == sim.Second)
	require.True(t, w.Up(1))
}

// t2 lets an assertion within a turn fail by a panic.
func t2(*sim.Turn) require.TestingT { return panics{} }

type panics struct{}

func (panics) Errorf(format string, args ...any) { panic(format) }
func (panics) FailNow()                          { panic("failed") }

func TestMillisecondsAreWrittenExactly(t *testing.T) {
	for _, tc := range []struct {
		at   sim.Time
		want string
	}{
		{0, "0"}, {1, "0.000001"}, {sim.Millisecond, "1"}, {12_500_000, "12.5"}, {-12_500_000, "-12.5"},
		{sim.Second + 1, "1000.000001"}, {100, "0.0001"},
	} {
		require.Equal(t, tc.want, string(tc.at.AppendMilliseconds(nil)))
		require.Equal(t, tc.at, sim.FromMilliseconds(tc.at.Milliseconds()))
	}
	require.Equal(t, sim.Never, sim.FromMilliseconds(math.Inf(1)))
	require.Equal(t, -sim.Never, sim.FromMilliseconds(math.Inf(-1)))
	require.Zero(t, sim.FromMilliseconds(math.NaN()))
}

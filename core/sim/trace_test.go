package sim_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func eventsOf(w *sim.World) (events []sim.Event) {
	trace := w.Trace()
	for run := trace.Run(trace.First()); len(run) > 0; run = trace.Run(run[len(run)-1].ID + 1) {
		events = append(events, run...)
	}
	for i := range events {
		if _, ok := events[i].Detail.(do); ok { // which no two can be compared by
			events[i].Detail = "input"
		}
	}
	return events
}

func TestTheTraceNumbersEventsAndNamesTheirCauses(t *testing.T) {
	w := lively(1)
	w.Crash(2, 0)
	w.RunUntil(sim.Second)
	events := eventsOf(w)
	require.EqualValues(t, 1, events[0].ID)
	for i, e := range events {
		require.EqualValues(t, i+1, e.ID)
		require.Less(t, e.Cause, e.ID)
		same, ok := w.Trace().At(e.ID)
		require.True(t, ok)
		require.Equal(t, e.ID, same.ID)
		require.Equal(t, e.Time, same.Time)
		if i > 0 {
			require.GreaterOrEqual(t, e.Time, events[i-1].Time)
		}
		switch e.Kind {
		case sim.KindReceived:
			cause := events[e.Cause-1]
			require.Equal(t, sim.KindSent, cause.Kind)
			require.Equal(t, cause.Detail, e.Detail)
			require.Equal(t, cause.Node, e.Peer)
			require.Equal(t, cause.Peer, e.Node)
		case kindFired:
			require.Equal(t, sim.KindTimer, events[e.Cause-1].Kind)
		}
	}
}

func TestTheTraceIsAWindow(t *testing.T) {
	w := lively(1)
	for w.Trace().Next() < 3*sim.TraceMax {
		w.RunUntil(w.Now() + sim.Second)
	}
	trace := w.Trace()
	count := int(trace.Next() - trace.First())
	require.GreaterOrEqual(t, count, sim.TraceMax)
	require.LessOrEqual(t, count, sim.TraceMax+256)
	require.Len(t, eventsOf(w), count)
	for _, id := range []sim.EventID{0, 1, trace.First() - 1, trace.Next()} {
		_, ok := trace.At(id)
		require.False(t, ok)
		require.Empty(t, trace.Run(id))
	}

	clone, checkpoint := w.Clone(), w.Checkpoint()
	require.Equal(t, eventsOf(w), eventsOf(clone))
	require.Empty(t, eventsOf(checkpoint))
	require.Equal(t, trace.Next(), checkpoint.Trace().Next())

	for _, x := range []*sim.World{w, clone, checkpoint} {
		x.RunUntil(x.Now() + sim.Second)
	}
	require.Equal(t, eventsOf(w), eventsOf(clone))
	more := eventsOf(checkpoint)
	require.NotEmpty(t, more)
	all := eventsOf(w)
	require.Equal(t, all[len(all)-len(more):], more)
}

func TestKindsOutliveTheWindow(t *testing.T) {
	w := lively(1)
	w.Crash(2, 0)
	for w.Trace().First() < 1000 {
		w.RunUntil(w.Now() + sim.Second)
	}
	kinds := w.Kinds()
	require.True(t, slices.IsSortedFunc(kinds, func(a, b sim.Kind) int { return strings.Compare(a.String(), b.String()) }))
	for _, kind := range []sim.Kind{sim.KindCrashed, sim.KindSent, sim.KindReceived, sim.KindTimer, sim.KindWrite, sim.KindDurable, sim.KindLost, kindFired} {
		require.Contains(t, kinds, kind)
	}
	require.NotContains(t, kinds, sim.KindPaused)
	require.Equal(t, kinds, w.Clone().Kinds())
	require.Equal(t, kinds, decode(t, encode(w)).Kinds())
}

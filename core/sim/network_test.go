package sim_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func numbers(n int) (texts []string) {
	for i := range n {
		texts = append(texts, fmt.Sprintf("%04d", i))
	}
	return texts
}

func TestALinkDeliversInOrderWithinItsLatency(t *testing.T) {
	w, _ := newWorld(plain, 2)
	for i, text := range numbers(500) {
		w.Input(sim.Time(i)*sim.Millisecond, 1, send(2, text))
	}
	w.RunUntil(sim.Second)
	got := at(w, 2).Got
	require.Equal(t, numbers(500), at(w, 2).texts())
	for i, r := range got {
		took := r.At - sim.Time(i)*sim.Millisecond
		require.GreaterOrEqual(t, took, 10*sim.Millisecond)
		require.Less(t, took, 15*sim.Millisecond+sim.Microsecond)
	}
}

func TestALinkWithReorderLetsMessagesOvertake(t *testing.T) {
	w, _ := newWorld(plain, 2)
	w.SetLink(1, 2, sim.Link{Latency: 10 * sim.Millisecond, Jitter: 5 * sim.Millisecond, Reorder: 300})
	for i, text := range numbers(500) {
		w.Input(sim.Time(i)*sim.Millisecond, 1, send(2, text))
	}
	w.RunUntil(sim.Second)
	got := at(w, 2).texts()
	require.False(t, slices.IsSorted(got))
	slices.Sort(got)
	require.Equal(t, numbers(500), got)
}

func TestRatesOfLossAndDuplicationAreKept(t *testing.T) {
	for _, tc := range []struct {
		name       string
		link       sim.Link
		least, max int // of 10,000 messages
	}{
		{"nothing", sim.Link{}, 10000, 10000},
		{"loss of 10 %", sim.Link{Loss: 100}, 8850, 9150},
		{"loss of all", sim.Link{Loss: 1000}, 0, 0},
		{"a duplicate of 5 %", sim.Link{Duplicate: 50}, 10400, 10600},
		{"a duplicate of all", sim.Link{Duplicate: 1000}, 20000, 20000},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, _ := newWorld(plain, 2)
			tc.link.Latency = sim.Millisecond
			w.SetLink(1, 2, tc.link)
			w.Input(1, 1, send(2, numbers(10000)...))
			w.RunUntil(sim.Second)
			got := len(at(w, 2).Got)
			require.GreaterOrEqual(t, got, tc.least)
			require.LessOrEqual(t, got, tc.max)
		})
	}
}

func TestALostMessageIsLostOnItsWay(t *testing.T) {
	w, _ := newWorld(plain, 2)
	w.SetLink(1, 2, sim.Link{Latency: 10 * sim.Millisecond, Loss: 1000})
	w.Input(sim.Second, 1, send(2, "x"))
	for m := range w.Messages {
		require.True(t, m.Doomed)
		require.Greater(t, m.LostAt, m.Sent)
		require.Less(t, m.LostAt, m.Due)
	}
	w.RunUntil(2 * sim.Second)
	e, _ := w.Trace().At(w.Trace().Next() - 1)
	lost := e.Detail.(sim.Lost)
	require.Equal(t, sim.KindLost, e.Kind)
	require.Equal(t, sim.LossChance, lost.Reason)
	require.Equal(t, "x", lost.Payload)
	require.Equal(t, lost.Message, e.Cause)
}

func TestACutWorksInOneDirection(t *testing.T) {
	w, _ := newWorld(plain, 2)
	w.Cut(1, 2, 0)
	w.Cut(1, 2, 0)
	require.True(t, w.IsCut(1, 2))
	require.False(t, w.IsCut(2, 1))
	w.Input(1, 1, send(2, "there"))
	w.Input(2, 2, send(1, "back"))
	w.RunUntil(sim.Second)
	require.Empty(t, at(w, 2).Got)
	require.Equal(t, []string{"back"}, at(w, 1).texts())

	w.Join(1, 2, 0)
	require.False(t, w.IsCut(1, 2))
	w.Input(2*sim.Second, 1, send(2, "there"))
	w.RunUntil(3 * sim.Second)
	require.Equal(t, []string{"there"}, at(w, 2).texts())
}

func TestACutSparesWhatIsBeyondTheMiddle(t *testing.T) {
	c := plain
	c.Servers = sim.Link{Latency: 10 * sim.Millisecond}
	w, _ := newWorld(c, 3)
	w.Input(1*sim.Millisecond, 1, send(2, "early"))
	w.Input(1*sim.Millisecond+1, 1, send(3, "elsewhere"))
	w.Input(5*sim.Millisecond, 1, send(2, "late"))
	w.RunUntil(7 * sim.Millisecond)
	w.Cut(1, 2, 0)
	for m := range w.Messages {
		require.Equal(t, m.Payload == "late", m.Doomed, "%v", m.Payload)
	}
	w.RunUntil(sim.Second)
	require.Equal(t, []string{"early"}, at(w, 2).texts())
	require.Equal(t, []string{"elsewhere"}, at(w, 3).texts())
}

func TestADroppedMessageDoesNotArriveAndItsDuplicateDoes(t *testing.T) {
	w, _ := newWorld(plain, 2)
	w.SetLink(1, 2, sim.Link{Latency: 10 * sim.Millisecond, Duplicate: 1000})
	w.Input(1, 1, send(2, "a", "b"))
	var ids []sim.EventID
	for m := range w.Messages {
		if !m.Duplicate {
			ids = append(ids, m.ID)
		}
	}
	require.Len(t, ids, 2)
	require.True(t, w.Drop(ids[0]))
	require.False(t, w.Drop(ids[0]))
	require.False(t, w.Drop(12345))
	w.RunUntil(sim.Second)
	got := at(w, 2).texts()
	slices.Sort(got)
	require.Equal(t, []string{"a", "b", "b"}, got)
}

func TestMessagesAreToldInTheOrderOfSending(t *testing.T) {
	w, _ := newWorld(plain, 3)
	for i, text := range numbers(30) {
		w.Input(sim.Time(i)*sim.Millisecond/4, sim.Node(i%3+1), send(sim.Node((i+1)%3+1), text))
	}
	var texts []string
	for m := range w.Messages {
		require.LessOrEqual(t, m.Sent, w.Now())
		require.GreaterOrEqual(t, m.Due, w.Now())
		texts = append(texts, m.Payload.(string))
	}
	require.Equal(t, numbers(30), texts)
}

// TestChanceOnOneLinkDoesNotDependOnAnother holds that branches differ by what
// was changed in them alone: what is said on one link leaves the fate of all
// others.
func TestChanceOnOneLinkDoesNotDependOnAnother(t *testing.T) {
	run := func(more bool) []received {
		c := plain
		c.Servers.Loss, c.Servers.Duplicate, c.Servers.Reorder = 100, 100, 100
		w, _ := newWorld(c, 3)
		for i, text := range numbers(300) {
			if more {
				w.Input(sim.Time(2*i)*sim.Millisecond, 1, send(3, "noise"))
			}
			w.Input(sim.Time(2*i+1)*sim.Millisecond, 1, send(2, text))
		}
		w.RunUntil(2 * sim.Second)
		return at(w, 2).Got
	}
	quiet, noisy := run(false), run(true)
	require.Len(t, noisy, len(quiet))
	for i := range quiet {
		require.Equal(t, quiet[i].What, noisy[i].What)
		require.InDelta(t, int64(quiet[i].At), int64(noisy[i].At), 20, "but for the nanoseconds that keep events apart")
	}
}

func TestALinkOfItsOwnOutlivesNothingButAChangeOfAll(t *testing.T) {
	w, _ := newWorld(plain, 2)
	slow := sim.Link{Latency: sim.Second}
	w.SetLink(1, 2, slow)
	require.Equal(t, slow, w.LinkBetween(1, 2))
	require.Equal(t, plain.Servers, w.LinkBetween(2, 1))
	require.Equal(t, plain.Clients, w.LinkBetween(sim.FirstClient, 1))
	w.SetLink(sim.Nobody, sim.Nobody, sim.Link{Latency: 5})
	require.Equal(t, sim.Link{Latency: 5}, w.LinkBetween(1, 2))
}

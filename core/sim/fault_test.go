package sim_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestACrashLosesWhatWasNotSynced(t *testing.T) {
	for _, tc := range []struct {
		name string
		keep bool
		want []string
	}{
		{"where the machine fails", false, []string{"a"}},
		{"where the program fails", true, []string{"a", "b", "c"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, _ := newWorld(plain, 1)
			d := plain.Disk
			d.KeepUnsynced = tc.keep
			w.SetDisk(1, d)
			w.Input(1, 1, save("a"))
			w.RunUntil(sim.Second)
			require.EqualValues(t, 1, w.DurableWrite(1))
			w.Input(sim.Second, 1, save("b"))
			w.Input(sim.Second, 1, save("c"))
			w.Crash(1, 0)
			w.RunUntil(2 * sim.Second)
			require.False(t, w.Up(1))
			require.Equal(t, tc.want, at(w, 1).Stored)

			w.Restart(1, 0)
			w.Restart(1, 0)
			require.EqualValues(t, 2, at(w, 1).Starts)
			w.Input(2*sim.Second, 1, save("d"))
			w.RunUntil(3 * sim.Second)
			require.Equal(t, append(tc.want, "d"), at(w, 1).Stored, "writes of an earlier life are not told")
		})
	}
}

func TestWritesBecomeDurableInTheirOrder(t *testing.T) {
	w, _ := newWorld(plain, 1)
	for _, text := range numbers(50) {
		w.Input(w.Now()+sim.Millisecond/10, 1, save(text))
	}
	w.RunUntil(sim.Second)
	require.Equal(t, numbers(50), at(w, 1).Stored)
	last, count := sim.EventID(0), 0
	for id := w.Trace().First(); id < w.Trace().Next(); id++ {
		if e, _ := w.Trace().At(id); e.Kind == sim.KindDurable {
			cause, _ := w.Trace().At(e.Cause)
			require.Equal(t, sim.KindWrite, cause.Kind)
			require.GreaterOrEqual(t, e.Time-cause.Time, plain.Disk.Latency)
			require.Greater(t, e.Cause, last)
			last = e.Cause
			count++
		}
	}
	require.Equal(t, 50, count)
}

func TestWhatIsSentToOneThatIsDownIsLostAndClientsAreRefused(t *testing.T) {
	w, client := newWorld(plain, 2)
	w.Crash(2, 0)
	w.RunUntil(sim.Second)
	require.Equal(t, []string{"closed"}, at(w, client).texts(), "its connections are reset")
	w.Input(sim.Second, 1, send(2, "x"))
	w.Input(sim.Second, client, send(2, "y"))
	w.RunUntil(2 * sim.Second)
	require.Empty(t, at(w, 2).Got)
	require.Equal(t, []string{"closed", "refused"}, at(w, client).texts())
	require.Contains(t, w.Kinds(), sim.KindRefused)
	require.Contains(t, w.Kinds(), sim.KindLost)
}

func TestAPauseHoldsEverythingAndKeepsTheOrder(t *testing.T) {
	w, _ := newWorld(plain, 3)
	w.Input(1, 1, save("w"))
	w.Input(2, 1, func() do {
		return func(t *sim.Turn, _ *probe) { t.SetTimer(0, 30*sim.Millisecond) }
	}())
	w.Pause(1, 0)
	for i, text := range numbers(40) {
		w.Input(sim.Time(i)*sim.Millisecond+3, sim.Node(2+i%2), send(1, text))
	}
	w.RunUntil(sim.Second)
	require.True(t, w.Paused(1))
	require.Empty(t, at(w, 1).Got)
	require.Empty(t, at(w, 1).Stored)
	require.Empty(t, at(w, 1).Fired)

	w.Input(sim.Second, 2, send(1, "later"))
	w.Resume(1, 0)
	resumed := w.Now()
	w.RunUntil(2 * sim.Second)
	p := at(w, 1)
	require.Len(t, p.Got, 41)
	require.Equal(t, []string{"w"}, p.Stored)
	require.Len(t, p.Fired, 1)
	dues := map[sim.Node]string{}
	for _, r := range p.Got[:40] {
		require.Less(t, r.At, resumed+sim.Microsecond, "at once")
		require.Greater(t, r.What, dues[r.From], "in the order of each sender")
		dues[r.From] = r.What
	}
	require.Equal(t, "later", p.Got[40].What)
	before, after := 0, 0
	for _, r := range p.Got[:40] {
		if r.At < p.Fired[0] {
			before++
		} else {
			after++
		}
	}
	require.Greater(t, before, 5, "the timer was due in the middle of the messages")
	require.Greater(t, after, 5)
}

func TestACrashDuringAPauseForgetsWhatWasHeld(t *testing.T) {
	w, _ := newWorld(plain, 2)
	w.Pause(1, 0)
	w.Input(1, 2, send(1, "x"))
	w.RunUntil(sim.Second)
	w.Crash(1, 0)
	require.False(t, w.Paused(1))
	require.Contains(t, w.Kinds(), sim.KindLost)
	w.Restart(1, 0)
	w.RunUntil(2 * sim.Second)
	require.Empty(t, at(w, 1).Got)
	require.Equal(t, encode(w), encode(decode(t, encode(w))))
}

func TestFaultsTwiceAreFaultsOnce(t *testing.T) {
	w, _ := newWorld(plain, 1)
	kinds := func() (n int) { return int(w.Trace().Next()) }
	w.Pause(1, 0)
	before := kinds()
	w.Pause(1, 0)
	w.Resume(1, 0)
	w.Resume(1, 0)
	require.Equal(t, before+1, kinds())
	w.Crash(1, 0)
	w.Crash(1, 0)
	w.Pause(1, 0)
	w.Resume(1, 0)
	require.Equal(t, before+2, kinds())
	for _, nobody := range []sim.Node{0, 2, 511, 600, 5000, 65535} {
		w.Crash(nobody, 0)
		w.Restart(nobody, 0)
		w.Pause(nobody, 0)
		w.Resume(nobody, 0)
		w.ExpireTimer(nobody, 0, 0)
		require.Nil(t, w.Actor(nobody))
	}
	require.Equal(t, before+2, kinds())
}

func TestRemovedServersLeaveNothingBehind(t *testing.T) {
	w, client := newWorld(plain, 3)
	w.Input(1, 1, send(2, "x"))
	w.Input(2, client, send(1, "y"))
	w.Input(3, 1, save("z"))
	w.Input(4, 1, send(client, "answer"))
	w.Cut(1, 3, 0)
	w.SetLink(1, 2, sim.Link{Latency: sim.Second})
	w.Pause(2, 0)
	w.RunUntil(12 * sim.Millisecond)
	w.RemoveServers(0)
	require.Zero(t, w.ServerCount())
	require.Zero(t, len(collect(w)))
	require.False(t, w.IsCut(1, 3))
	require.Equal(t, plain.Servers, w.LinkBetween(1, 2))

	w.AddServer(&probe{}, 0)
	w.RunUntil(sim.Second)
	require.Empty(t, at(w, 1).Got)
	require.Empty(t, at(w, 1).Stored)
	require.Equal(t, []string{"answer", "closed", "closed", "closed"}, at(w, client).texts())
	require.Equal(t, encode(w), encode(decode(t, encode(w))))
}

func collect(w *sim.World) (all []sim.Message) {
	for m := range w.Messages {
		all = append(all, m)
	}
	return all
}

package sim_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// act is something that is done to a world, as a test draws it.
type act struct {
	Kind, A, B int
	Wait       sim.Time
}

func drawActs(t *rapid.T) []act {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) act {
		return act{Kind: rapid.IntRange(0, 12).Draw(t, "kind"), A: rapid.IntRange(1, 4).Draw(t, "a"), B: rapid.IntRange(1, 4).Draw(t, "b"),
			Wait: sim.Time(rapid.Int64Range(0, 40e6).Draw(t, "wait"))}
	}), 1, 40).Draw(t, "acts")
}

// do does it, in the middle of whatever the world is doing.
func (a act) do(w *sim.World) {
	w.RunUntil(w.Now() + a.Wait)
	x, y := sim.Node(a.A), sim.Node(a.B)
	switch a.Kind {
	case 0:
		w.Crash(x, 0)
	case 1, 2:
		w.Restart(x, 0)
	case 3:
		w.Pause(x, 0)
	case 4:
		w.Resume(x, 0)
	case 5:
		w.Cut(x, y, 0)
	case 6:
		w.Join(x, y, 0)
	case 7:
		w.SetLink(x, y, sim.Link{Latency: 5 * sim.Millisecond, Jitter: sim.Millisecond, Loss: 200, Duplicate: 200, Reorder: 200})
	case 8:
		w.SetDisk(x, sim.Disk{Latency: sim.Millisecond, KeepUnsynced: a.B%2 == 0})
	case 9:
		w.Input(w.Now(), x, send(y, "said"))
	case 10:
		w.Input(w.Now(), x, save("kept"))
	case 11:
		w.Input(w.Now(), sim.FirstClient, send(y, "asked"))
	case 12:
		w.ExpireTimer(x, sim.Timer(a.B%2), 0)
	}
}

// lively returns a world in which all actors talk and write all the time.
func lively(seed uint64) *sim.World {
	c := plain
	c.Seed = seed
	w, client := newWorld(c, 4)
	for n := range w.Servers {
		at(w, n).Echo, at(w, n).Brief = true, true
		w.Input(sim.Time(n), n, do(func(t *sim.Turn, _ *probe) { t.SetTimer(1, 5*sim.Millisecond) }))
	}
	w.Input(9, client, do(func(t *sim.Turn, _ *probe) { t.Observe(true) }))
	return w
}

func TestADecodedWorldAndACloneGoOnAsTheOriginal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := lively(rapid.Uint64().Draw(t, "seed"))
		for _, a := range drawActs(t) {
			a.do(w)
		}
		here := encode(w)
		copied := wire.NewDecoder(here)
		decoded := &sim.World{}
		decoded.Code(copied, codec{})
		require.NoError(t, copied.Err())
		require.Equal(t, here, encode(decoded))
		clone, checkpoint := w.Clone(), w.Checkpoint()

		later := drawActs(t)
		for _, x := range []*sim.World{w, decoded, clone, checkpoint} {
			for _, a := range later {
				a.do(x)
			}
			x.RunUntil(x.Now() + 50*sim.Millisecond)
		}
		want := encode(w)
		require.Equal(t, want, encode(decoded))
		require.Equal(t, want, encode(clone))
		require.Equal(t, want, encode(checkpoint))
	})
}

func TestWorldsOfOneSeedAreTheSameAndOfTwoAreNot(t *testing.T) {
	run := func(seed uint64) []byte {
		w := lively(seed)
		w.RunUntil(sim.Second)
		return encode(w)
	}
	require.Equal(t, run(1), run(1))
	require.NotEqual(t, run(1), run(2))
}

func TestWhatACloneDoesLeavesTheOriginalAsItWas(t *testing.T) {
	w := lively(3)
	w.RunUntil(sim.Second)
	before, events := encode(w), eventsOf(w)
	for _, clone := range []*sim.World{w.Clone(), w.Clone().Clone(), w.Checkpoint()} {
		for kind := range 13 {
			act{Kind: kind, A: 1, B: 2}.do(clone)
		}
		clone.RunUntil(3 * sim.Second)
		clone.RemoveServers(0)
	}
	require.Equal(t, before, encode(w))
	require.Equal(t, events, eventsOf(w))
}

func TestDamagedWorldsAreRefused(t *testing.T) {
	w := lively(1)
	w.RunUntil(100 * sim.Millisecond)
	data := encode(w)
	for cut := range len(data) {
		c := wire.NewDecoder(data[:cut])
		(&sim.World{}).Code(c, codec{})
		require.Error(t, c.Err(), "cut after %d bytes", cut)
	}
}

// FuzzDecode holds that no bytes make a world that panics or does not end.
func FuzzDecode(f *testing.F) {
	for seed := range uint64(3) {
		w := lively(seed)
		w.Pause(2, 0)
		w.Cut(1, 3, 0)
		w.SetLink(3, 4, sim.Link{Latency: 1, Loss: 500, Duplicate: 500, Reorder: 500})
		w.RunUntil(sim.Time(seed) * 100 * sim.Millisecond)
		w.Crash(4, 0)
		f.Add(encode(w))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := wire.NewDecoder(data)
		w := &sim.World{}
		w.Code(c, codec{})
		if c.Err() != nil || c.Rest() > 0 {
			return
		}
		now := w.Now()
		for range 2000 {
			if !w.Step() {
				break
			}
			require.Greater(t, w.Now(), now)
			now = w.Now()
		}
		for kind := range 13 {
			act{Kind: kind, A: 1, B: 2}.do(w)
		}
		again := wire.NewDecoder(encode(w))
		(&sim.World{}).Code(again, codec{})
		require.NoError(t, again.Err())
	})
}

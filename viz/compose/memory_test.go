package compose

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// everyView calls f with each view of a cluster that elects, writes, is cut and
// crashes, at many moments.
func everyView(t *testing.T, members int, f func(in Input)) {
	l, err := lab.New(lab.Config{Members: members, Seed: 3})
	require.NoError(t, err)
	for i := range 60 {
		l.Advance(l.Now() + 60*sim.Millisecond)
		switch i {
		case 15:
			require.NoError(t, l.Type("A", "for i in 1 2 3 4 5 6 7 8; do etcdctl put k$i v$i; done"))
		case 30:
			require.NoError(t, l.Do("crash "+name(l, leaderOf(l))))
		case 40:
			require.NoError(t, l.Do("cut 1 2"))
		case 45:
			l.Branch()
			require.NoError(t, l.Do("cut 2 3"))
		}
		for _, view := range []ViewKind{RingView, SpaceView, StoreView, DiskView, CompareView} {
			in := desk(l)
			in.View, in.Lang = view, narrate.Lang(i%2)
			in.Journey = journeyOf(l, "A")
			if view == CompareView {
				if l.BranchCount() == 1 {
					continue
				}
				in.Other, _ = l.Beside(0, 100_000)
			}
			f(in)
		}
	}
}

func TestASceneIsTheSameInTheRoomOfTheFrameBefore(t *testing.T) {
	for _, members := range []int{3, 9, 25} {
		var memory Memory
		var s scene.Scene
		everyView(t, members, func(in Input) {
			var fresh scene.Scene
			Stage(&fresh, in)
			in.Memory = &memory
			Stage(&s, in)
			require.Equal(t, fmt.Sprintf("%+v", fresh), fmt.Sprintf("%+v", s))
		})
	}
}

// Once it has room for a frame, the next leaves at most a little garbage behind, and
// none that grows: the members that a log begins with, and the directories of v2, are
// decoded anew each time.
func TestAFrameLeavesNextToNoGarbage(t *testing.T) {
	l := newLab(t, 9, 1)
	for i := range 30 {
		write(t, l, fmt.Sprintf("key%d", i))
	}
	require.NoError(t, l.Do("link all latency=300ms"))
	l.Advance(l.Now() + 400*sim.Millisecond)
	for view, most := range map[ViewKind]float64{RingView: 4 * 10, SpaceView: 2, StoreView: 60, DiskView: 2} {
		var memory Memory
		var s scene.Scene
		in := desk(l)
		in.View, in.Memory, in.Journey = view, &memory, journeyOf(l, "A")
		allocations := testing.AllocsPerRun(50, func() { Stage(&s, in) })
		require.LessOrEqual(t, allocations, most, "view %d", view)
		require.LessOrEqual(t, testing.AllocsPerRun(200, func() { Stage(&s, in) }), allocations, "view %d", view)
	}
}

// Words that are shown no more are forgotten.
func TestWordsAreNotKeptForEver(t *testing.T) {
	var b builder
	for n := range uint64(10 * textsMost) {
		require.Equal(t, fmt.Sprint(n), b.digits(n))
		require.Equal(t, "0", b.digits(0))
	}
	require.LessOrEqual(t, len(b.texts.now), textsMost)
	require.LessOrEqual(t, len(b.texts.before), textsMost)
}

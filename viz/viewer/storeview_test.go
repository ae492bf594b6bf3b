package viewer

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// stored is a viewer of a store of 60 keys and 120 revisions, paused.
func stored(t *testing.T) (*Viewer, *scene.Scene) {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	v := New(l)
	require.NoError(t, v.Act("pause"))
	l.Advance(sim.Second)
	require.NoError(t, l.Type("A", `for i in $(seq 10 69); do etcdctl put key$i a; done; for i in $(seq 10 69); do etcdctl put key$i b; done`))
	for i := 0; lab.MemberAt(l.World(), v.inspected()).KV().Revision() < 121; i++ {
		require.Less(t, i, 1000)
		l.Advance(l.Now() + 100*sim.Millisecond)
	}
	require.NoError(t, v.Act("view store"))
	s := &scene.Scene{}
	v.Stage(s, 1080, 572, compose.Desk)
	return v, s
}

func (v *Viewer) restaged(s *scene.Scene) *scene.Store {
	v.Stage(s, 1080, 572, compose.Desk)
	return &s.Store
}

func TestTheWheelScrollsThroughTheKeys(t *testing.T) {
	v, s := stored(t)
	require.Equal(t, int64(121), s.Store.Last)
	require.True(t, s.Store.More)
	x, y := s.Store.Grid.X+50, s.Store.Grid.Y+50
	v.Wheel(s, x, y, 0, 1)
	for range 60 { // to the first key, and no further
		v.Wheel(s, x, y, 0, 1)
		v.restaged(s)
	}
	require.Equal(t, "key10", s.Store.FirstKey)
	v.Wheel(s, x, y, 0, -3)
	require.Equal(t, "key13", v.restaged(s).FirstKey)
	for range 60 {
		v.Wheel(s, x, y, 0, -4)
		v.restaged(s)
	}
	require.Equal(t, "key69", s.Store.LastKey)
	require.Greater(t, len(s.Store.Rows), 5, "the last keys fill the grid")
	v.Wheel(s, x, 560, 0, 4)
	require.Equal(t, "key69", v.restaged(s).LastKey, "not over the scrubber")
	require.NoError(t, v.Act("zoom reset"))
	require.False(t, v.grid.keyed)
}

func TestTheWheelScrollsThroughTheTreeAndNoFurther(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	v := New(l)
	require.NoError(t, v.Act("pause"))
	l.Advance(sim.Second)
	_, err = l.Run("A", "for i in $(seq 10 69); do curl -s -XPUT -d value=1 http://127.0.0.1:2379/v2/keys/k$i; done")
	require.NoError(t, err)
	require.NoError(t, v.Act("view store"))
	s := &scene.Scene{}
	v.Stage(s, 1080, 572, compose.Desk)
	x, y := s.Store.TreeBox.X+50, s.Store.TreeBox.Y+50
	most := s.Store.TreeMost
	require.Positive(t, most)
	for range 100 {
		v.Wheel(s, x, y, 0, -4)
		v.restaged(s)
	}
	require.Equal(t, fmt.Sprintf("k%d", 10+most), s.Store.Tree[0].Text)
	v.Wheel(s, x, y, 0, 1)
	require.Equal(t, fmt.Sprintf("k%d", 9+most), v.restaged(s).Tree[0].Text, "back at once, however often it was scrolled beyond")
	for range 100 {
		v.Wheel(s, x, y, 0, 4)
		v.restaged(s)
	}
	require.Equal(t, "k10", s.Store.Tree[0].Text)
}

func TestADragMovesTheGridAndAtItsEndFollowsAgain(t *testing.T) {
	v, s := stored(t)
	x, y, pitch := s.Store.Grid.X+100, s.Store.Grid.Y+50, s.Store.Pitch
	v.Press(s, x, y, false)
	v.Drag(s, x+10*pitch, y, 0)
	v.Release(s, x+10*pitch, y)
	require.Equal(t, int64(111), v.restaged(s).Last, "what was under the pointer follows it")
	require.Equal(t, compose.Target{}, v.Selected(), "a drag selects nothing")
	require.NoError(t, v.Act("pan 10"))
	require.Equal(t, int64(121), v.restaged(s).Last)
	require.Zero(t, v.grid.last, "at the newest it follows what happens")
	require.NoError(t, v.Act("zoom out"))
	require.Less(t, v.restaged(s).Pitch, pitch)
	for range 40 {
		require.NoError(t, v.Act("zoom out"))
		v.restaged(s)
	}
	require.EqualValues(t, compose.StorePitchMin, s.Store.Pitch)
	require.Equal(t, int64(1), s.Store.First)
}

func TestWhatIsStoredIsSelectedByWords(t *testing.T) {
	v, s := stored(t)
	require.NoError(t, v.Act("select key 2 key16"))
	require.Equal(t, compose.Target{Kind: compose.KeyTarget, Node: 2, Key: "key16"}, v.Selected())
	require.Equal(t, "key", v.View().Inspector.Panel.ID)
	require.NoError(t, v.Act(`select change etcd-02 68.0 "key16"`))
	require.Equal(t, mvcc.Revision{Main: 68}, v.Selected().Rev)
	p := v.View().Inspector.Panel
	require.Equal(t, "key16", p.Title)
	require.Contains(t, fmt.Sprint(p.Sections[0].Rows), "68")
	require.NoError(t, v.Act("select record 1 2"))
	require.Equal(t, "record", v.View().Inspector.Panel.ID)
	for _, wrong := range []string{"select key 9 a", "select change 2 x a", `select key 2 "a`, "select lease 2 zz", "select record 2 0", "move sideways"} {
		require.Error(t, v.Act(wrong), wrong)
	}
	require.Equal(t, compose.RecordTarget, v.Selected().Kind, "what is wrong changes nothing")

	// Keys move the selection, and scroll where there is nothing more.
	require.NoError(t, v.Act("select none"))
	v.restaged(s)
	require.NoError(t, v.Act("move up"))
	require.Equal(t, compose.ChangeTarget, v.Selected().Kind)
	newest := v.Selected().Rev.Main
	v.restaged(s)
	require.NoError(t, v.Act("move up"))
	older := v.Selected().Rev.Main
	require.Less(t, older, newest)
	require.NoError(t, v.Act("move down"))
	require.Equal(t, newest, v.Selected().Rev.Main, "within a frame, from where the last key has led")
}

func TestTheDisksAreScrolledAndZoomed(t *testing.T) {
	v, s := stored(t)
	require.NoError(t, v.Act("view disk"))
	v.Stage(s, 1080, 572, compose.Desk)
	newest := func() (most uint64) {
		v.Stage(s, 1080, 572, compose.Desk)
		for _, e := range s.Disk.Entries {
			if e.Member == 1 && e.Durable {
				most = max(most, e.Index)
			}
		}
		return most
	}
	last := newest()
	x, y := s.Disk.Left+20, s.Disk.Heads[0].Y
	v.Wheel(s, x, y, 0, 3)
	require.Equal(t, last-3, newest())
	v.Press(s, x, y, false)
	v.Drag(s, x+2*s.Disk.Lane+1, y, 0)
	v.Release(s, x+2*s.Disk.Lane+1, y)
	require.Equal(t, last-5, newest())
	wide := s.Disk.Lane
	require.NoError(t, v.Act("zoom in"))
	newest()
	require.Greater(t, s.Disk.Lane, wide)
	require.NoError(t, v.Act("zoom reset"))
	require.Equal(t, last, newest())
}

// A click on a watcher says who watches what, how far they are and why; one on a node
// of the index, whose keys have no room, takes the first of them.
func TestAWatcherAndANodeOfTheIndexAreClicked(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	v := New(l)
	require.NoError(t, v.Act("pause"))
	l.Advance(sim.Second)
	require.NoError(t, l.Type("B", "etcdctl watch --prefix key"))
	l.Advance(l.Now() + 200*sim.Millisecond)
	require.NoError(t, l.Type("A", `for i in $(seq 100 199); do etcdctl put key$i a; done`))
	var through *lab.Watcher
	for i := 0; through == nil || through.Coming == 0 || through.Next < 90; i++ {
		require.Less(t, i, 200000)
		l.StepEvent()
		for n, m := range lab.Members(l.World()) {
			m.Watchers().All(func(stream uint64, id int64, _ mvcc.WatchRequest) bool {
				x, ok := lab.WatcherOf(l.World(), n, stream, id)
				require.True(t, ok)
				through = &x
				require.NoError(t, v.Act(fmt.Sprintf("select member %d", n)))
				return true
			})
		}
	}
	s := &scene.Scene{}
	require.NoError(t, v.Act("view store"))
	v.Stage(s, 1080, 572, compose.Desk)
	require.Len(t, s.Store.Watchers, 1)
	w := s.Store.Watchers[0]
	v.Press(s, w.At, w.Y, false)
	v.Release(s, w.At, w.Y)
	p := v.View().Inspector.Panel
	require.Equal(t, "watcher", p.ID)
	require.Equal(t, "Terminal B", p.Title)
	facts := p.Sections[0].Rows
	require.Equal(t, "key --prefix", facts[0].Cells[1].Text)
	require.Equal(t, "2", facts[1].Cells[1].Text)
	require.Equal(t, fmt.Sprint(through.Next), facts[2].Cells[1].Text)
	require.Equal(t, fmt.Sprintf("1 event on the way, from revision %d on", through.Heard), facts[3].Cells[1].Text)
	why := p.Sections[1]
	require.Equal(t, "Why does it stand there?", why.Title)
	require.Contains(t, why.Rows[0].Cells[1].Text, "terminal B")
	require.Contains(t, why.Rows[len(why.Rows)-1].Cells[1].Text, "Terminal B reads a line: etcdctl watch --prefix key", "and so it began")
	require.True(t, v.restaged(s).Watchers[0].Selected)
	link := v.selection()
	again, err := v.target(link)
	require.NoError(t, err)
	require.Equal(t, v.Selected(), again)

	bar := s.Store.Nodes[len(s.Store.Nodes)-1]
	require.Empty(t, bar.Keys)
	v.Press(s, bar.Box.X+1, bar.Box.Y+1, false)
	v.Release(s, bar.Box.X+1, bar.Box.Y+1)
	require.Equal(t, bar.First, v.Selected().Key)
	require.True(t, s.Store.Nodes[0].Keys[len(s.Store.Nodes[0].Keys)-1].Key < bar.First)
	require.Equal(t, "key", v.View().Inspector.Panel.ID)
	nodes := v.restaged(s).Nodes
	require.True(t, nodes[len(nodes)-1].Selected)
}

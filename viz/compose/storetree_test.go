package compose

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// treed is a lab that has keys of v2 alone: two directories, a TTL, a hidden key.
func treed(t testing.TB) *lab.Lab {
	l := newLab(t, 3, 7)
	for _, key := range []string{"message -d ttl=10", "app/config/colour", "app/config/size", "_hidden", "城市"} {
		typed(t, l, "curl -s -XPUT -d value=red http://127.0.0.1:2379/v2/keys/"+key)
	}
	l.Advance(l.Now() + 300*sim.Millisecond)
	return l
}

// rowsOf writes down the rows of v2's tree, each with its indent.
func rowsOf(s *scene.Scene) (rows []string) {
	for i := range s.Store.Tree {
		r := &s.Store.Tree[i]
		rows = append(rows, strings.Repeat("  ", int((r.TextX-s.Store.TreeBox.X-4)/treeIndent))+r.Text)
	}
	return rows
}

func TestTheStoreShowsV2sTreeBesideV3sKeys(t *testing.T) {
	l := treed(t)
	for _, size := range []struct {
		w, h   float32
		layout Layout
		rows   int
	}{{1080, 572, Desk, 7}, {960, 424, Desk, 7}, {768, 900, Tall, 7}, {390, 590, Phone, 7}} {
		for _, v3 := range []string{"", "etcdctl put a 1"} {
			if v3 != "" {
				typed(t, l, v3)
			}
			s := staged(Input{Lab: l, Width: size.w, Height: size.h, Layout: size.layout, View: StoreView, Speed: 0.01})
			require.Equal(t, []string{"_hidden", "app/", "  config/", "    colour", "    size", "message", "城市"}[:len(s.Store.Tree)], rowsOf(s))
			require.GreaterOrEqual(t, len(s.Store.Tree), 3, "%v", size)
			require.Len(t, s.Store.TreeTimes, strings.Count(strings.Join(rowsOf(s), " "), "message"))
			box := s.Store.TreeBox
			for i := range s.Store.Tree {
				r := s.Store.Tree[i].Box
				require.LessOrEqual(t, r.Y+r.H, box.Y+box.H+1, "%v", size)
				require.False(t, meet(r, s.Store.Grid), "v3's keys stand elsewhere: %v", size)
			}
			if v3 != "" {
				require.NotEmpty(t, s.Store.Rows)
			}
		}
	}
}

func meet(a, b scene.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func TestAKeyOfV2IsSelectedInTheTree(t *testing.T) {
	in := storeOf(treed(t))
	s := staged(in)
	node := StoreMember(in)
	for i := range s.Store.Tree {
		r := &s.Store.Tree[i]
		at := Hit(s, in, r.Box.X+200, r.Box.Y+r.Box.H/2)
		require.Equal(t, Target{Kind: V2Target, Node: node, Key: r.Key}, at)
		chosen := in
		chosen.Selected = at
		require.True(t, staged(chosen).Store.Tree[i].Selected)
		if i+1 < len(s.Store.Tree) {
			require.Equal(t, s.Store.Tree[i+1].Key, Beside(s, chosen, 0, 1).Key, "with the arrows")
		}
	}
}

func TestATreeThatIsTooLongIsScrolled(t *testing.T) {
	l := newLab(t, 3, 7)
	typed(t, l, `for i in $(seq 10 40); do curl -s -XPUT -d value=1 http://127.0.0.1:2379/v2/keys/k$i; done`)
	in := storeOf(l)
	s := staged(in)
	require.Equal(t, 31-len(s.Store.Tree), s.Store.TreeMost)
	require.Equal(t, "k10", s.Store.Tree[0].Text)
	said := false
	for i := range s.Labels {
		said = said || strings.Contains(s.Labels[i].Text, fmt.Sprintf("%d of 31 rows", len(s.Store.Tree)))
	}
	require.True(t, said)
	in.StoreSkip = 1000
	s = staged(in)
	require.Equal(t, "k40", s.Store.Tree[len(s.Store.Tree)-1].Text, "no further than to the last")
}

package compose

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// fields are the sizes of stages in which names have room: a desk, a small one, an
// embedded page, phones, a tablet, a projector.
var fields = []Input{
	{Width: 1080, Height: 572}, {Width: 960, Height: 468}, {Width: 720, Height: 360}, {Width: 600, Height: 356},
	{Width: 390, Height: 546, Layout: Phone}, {Width: 390, Height: 700, Layout: Phone}, {Width: 844, Height: 260, Layout: Phone},
	{Width: 800, Height: 900, Layout: Tall}, {Width: 560, Height: 660, Layout: Tall},
	{Width: 698, Height: 328, Layout: Presenter}, {Width: 700, Height: 394, Layout: Presenter},
}

// Whatever happens to a cluster, no words beside its members cover others, a member,
// a client's letter or what cuts it off.
func TestNoWordsStandOnOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := rapid.SampledFrom([]int{1, 3, 4, 5}).Draw(t, "members")
		l, err := lab.New(lab.Config{Members: members, Seed: rapid.Uint64Range(0, 99).Draw(t, "seed")})
		require.NoError(t, err)
		live(t, l, rapid.IntRange(1, 12).Draw(t, "steps"))
		if rapid.Bool().Draw(t, "alone") {
			alone := rapid.IntRange(1, min(members, 5)).Draw(t, "who")
			for m := 1; m <= members; m++ {
				if m != alone {
					_ = l.Do(fmt.Sprintf("cut %d %d", alone, m))
				}
			}
			l.Advance(l.Now() + sim.Time(rapid.Int64Range(0, int64(500*sim.Millisecond)).Draw(t, "cut for")))
		}
		in := rapid.SampledFrom(fields).Draw(t, "field")
		in.Lab, in.Speed, in.Lang = l, 0.01, narrate.Lang(rapid.IntRange(0, 1).Draw(t, "lang"))
		in.Selected = Target{Kind: MemberTarget, Node: sim.Node(rapid.IntRange(0, 3).Draw(t, "selected"))}
		apart(t, staged(in))
	})
}

// Of more members, whose names are short, as long as nothing happens.
func TestNoNamesStandOnOthers(t *testing.T) {
	for _, n := range []int{2, 6, 7, 8, 9, 10, 25} {
		l := newLab(t, n, 1)
		for _, in := range append(fields[:2:2], layouts...) {
			in.Lab = l
			apart(t, staged(in))
		}
	}
}

// thing is something that takes a place on the ring's field.
type thing struct {
	what string
	of   int
	box  scene.Rect
}

// apart requires that all that is written on a ring's field can be read.
func apart(t require.TestingT, s *scene.Scene) {
	var written []thing
	add := func(what string, of int, box scene.Rect) {
		if box.W > 0 {
			written = append(written, thing{what, of, box})
		}
	}
	b, small := &builder{s: s}, s.Width < 900 && s.Height < 540
	for i, box := range b.quietBoxes() {
		add(fmt.Sprintf("line %d", i+1), -1, box)
	}
	for i := range s.Members {
		m := &s.Members[i]
		w := wordsOf(m)
		if m.NoteAlarm && small {
			continue // it may have no room, and is said all the same
		}
		add(m.Name, i, w.name)
		add(m.Note, i, w.note)
		add("votes of "+m.Name, i, w.votes)
		for k := range m.Clients {
			add("letter "+m.Clients[k].Letter, i, chipBox(&m.Clients[k]))
		}
	}
	for i := range s.Cuts {
		add(s.Cuts[i].Text, -1, textBox(s.Cuts[i].Text, s.Cuts[i].TextAt, scene.Start, 12))
	}
	for i, one := range written {
		for _, other := range written[:i] {
			require.Zero(t, shared(one.box, other.box, 0), "%q at %v stands on %q at %v, %gx%g", one.what, one.box, other.what, other.box, s.Width, s.Height)
		}
		for k := range s.Members {
			side, up := round(&s.Members[k])
			require.LessOrEqual(t, onBody(one.box, &s.Members[k]), float32(10*bodyApart+0.5), "%q at %v stands on member %d of %d at %g, %g, %g, %g, %gx%g", one.what, one.box, k+1, len(s.Members),
				s.Members[k].X, s.Members[k].Y, side, up, s.Width, s.Height)
		}
	}
}

// Two neighbours that both stand for leader, among so many that the others are dots,
// are seen as two.
func TestLargerOnesAmongDotsStandApart(t *testing.T) {
	for _, in := range layouts {
		l := newLab(t, 101, 1)
		for m := 40; m <= 44; m++ {
			require.NoError(t, l.Do(fmt.Sprintf("timeout %d", m)))
		}
		l.Advance(l.Now() + 3*sim.Millisecond)
		in.Lab = l
		s := staged(in)
		var large []*scene.Member
		for i := range s.Members {
			if m := &s.Members[i]; m.Detail != scene.Minimal {
				large = append(large, m)
				for _, o := range large[:len(large)-1] {
					a, _ := round(m)
					b, _ := round(o)
					require.GreaterOrEqual(t, distance(scene.Point{X: m.X, Y: m.Y}, scene.Point{X: o.X, Y: o.Y}), a+b-0.01)
				}
			}
		}
		require.Len(t, large, 6, "the leader and those who stand")
	}
}

// What a client says, and what it hears, covers no crown, no name and no other client's
// letter.
func TestClientsMessagesKeepOffCrownsAndNames(t *testing.T) {
	for _, n := range []int{3, 5} {
		l := newLab(t, n, 1)
		for m := 1; m <= n; m++ {
			if sim.Node(m) != leaderOf(l) {
				require.NoError(t, l.Do(fmt.Sprintf("transfer %d", m)))
				until(t, l, func() bool { return leaderOf(l) == sim.Node(m) })
			}
			for _, in := range layouts {
				in.Lab = l
				b := (*Memory)(nil).begin()
				s := &scene.Scene{}
				b.in, b.w, b.s, b.now = in, l.World(), s, l.Now()
				b.observe()
				b.layOut()
				b.ring()
				way, leader := b.clientWay(m-1), &s.Members[m-1]
				require.Less(t, b.inTheWay(way, m-1), float32(1.5*18*18), "not much of one message's, all the way there and back: %d of %d at %gx%g", m, n, in.Width, in.Height)
				for progress := float32(0); progress <= 1; progress += 0.1 {
					at := way.Point(progress)
					require.Zero(t, onCrown(scene.Rect{X: at.X - 9, Y: at.Y - 9, W: 18, H: 18}, leader), "%d of %d at %gx%g", m, n, in.Width, in.Height)
				}
			}
		}
	}
}

package compose

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// sizes are those for which the picture has a level of detail, and layouts those
// in which it is seen.
var sizes = []int{3, 5, 9, 25, 101}

var layouts = []Input{
	{Width: 1080, Height: 572, Layout: Desk}, {Width: 960, Height: 468, Layout: Desk}, {Width: 390, Height: 546, Layout: Phone},
}

// alarms are the words of a picture that stand in the colour of danger, or in the
// banner.
func alarms(s *scene.Scene) string {
	words := []string{s.Banner.Title, s.Banner.Detail}
	if s.Quiet.Alarm {
		words = append(words, s.Quiet.Title, s.Quiet.Detail)
	}
	for i := range s.Members {
		if s.Members[i].NoteAlarm {
			words = append(words, s.Members[i].Note)
		}
	}
	for i := range s.Labels {
		if s.Labels[i].Tone == scene.Danger {
			words = append(words, s.Labels[i].Text)
		}
	}
	return strings.Join(words, "\n")
}

// everywhere looks at a lab in all layouts and both languages.
func everywhere(t *testing.T, l *lab.Lab, look func(s *scene.Scene, in Input)) {
	t.Helper()
	for _, in := range layouts {
		for _, lang := range narrate.Langs() {
			in.Lab, in.Lang, in.Speed = l, lang, 0.01
			look(staged(in), in)
		}
	}
}

func TestALostQuorumCannotBeOverlooked(t *testing.T) {
	for _, n := range sizes {
		l := newLab(t, n, 1)
		leader := leaderOf(l)
		for m, lost := sim.Node(1), 0; lost < (n+1)/2; m++ {
			if m != leader {
				require.NoError(t, l.Do("crash "+name(l, m)))
				lost++
			}
		}
		everywhere(t, l, func(s *scene.Scene, in Input) {
			require.Equal(t, scene.NoQuorum, s.Banner.Kind)
			require.Contains(t, alarms(s), narrate.Text(in.Lang, "banner.no-quorum"))
			require.Contains(t, s.Banner.Detail, fmt.Sprint(n/2), "%d members: how many are left", n)
			for _, in.View = range []ViewKind{SpaceView, StoreView, DiskView} {
				other := staged(in)
				require.Equal(t, scene.NoQuorum, other.Banner.Kind)
				for i := range other.Disk.Heads {
					h := &other.Disk.Heads[i]
					require.False(t, h.Y > other.Banner.Box.Y && h.Y < other.Banner.Box.Y+other.Banner.Box.H, "the banner covers nobody's disk")
				}
			}
		})
	}
}

func TestAStaleLeaderCannotBeOverlooked(t *testing.T) {
	for _, n := range sizes {
		l := newLab(t, n, 1)
		old := leaderOf(l)
		isolate(t, l, old)
		until(t, l, func() bool { return leaderOf(l) != old })
		l.Advance(l.Now() + 100*sim.Millisecond)
		everywhere(t, l, func(s *scene.Scene, in Input) {
			m := memberOf(s, old)
			require.True(t, m.Stale)
			require.Equal(t, scene.Square, m.Shape, "it is drawn as a leader among %d", n)
			require.NotEqual(t, memberOf(s, leaderOf(l)).Term, m.Term)
			require.Contains(t, alarms(s), narrate.Text(in.Lang, "stage.stale-leader"), "%d members", n)
			for _, in.View = range []ViewKind{StoreView, DiskView} {
				require.Contains(t, alarms(staged(in)), narrate.Text(in.Lang, "stage.stale-leader"), "%d members in view %d", n, in.View)
			}
		})
	}
}

func TestASplitVoteCannotBeOverlooked(t *testing.T) {
	for _, n := range sizes {
		l := newLab(t, n, 1)
		leader := leaderOf(l)
		var others []sim.Node
		for m := range lab.Members(l.World()) {
			if m != leader {
				others = append(others, m)
			}
		}
		require.NoError(t, l.Do("crash "+name(l, leader)))
		require.NoError(t, l.Do("link all latency=10ms jitter=0ms"))
		a, b := others[0], others[1]
		for i, voter := range others[2:] {
			far := a // each half hears one candidate first
			if i < (len(others)-2)/2 {
				far = b
			}
			require.NoError(t, l.Do(fmt.Sprintf("link %d %d latency=50ms", far, voter)))
		}
		require.NoError(t, l.Do(fmt.Sprintf("timeout %d", a)))
		require.NoError(t, l.Do(fmt.Sprintf("timeout %d", b)))
		until(t, l, func() bool { return staged(desk(l)).Banner.Kind == scene.SplitVote })
		everywhere(t, l, func(s *scene.Scene, in Input) {
			require.Contains(t, s.Banner.Title, strings.TrimSpace(narrate.Format(in.Lang, "banner.split-vote", narrate.Num("term", int(lab.MemberAt(l.World(), a).Raft().Term())))))
			for _, candidate := range []sim.Node{a, b} {
				require.Equal(t, scene.Diamond, memberOf(s, candidate).Shape, "candidates are told apart among %d", n)
			}
			for i := range s.Members {
				require.True(t, n < 6 || len(s.Members[i].Votes) == 0, "among many the dots would cover others")
			}
		})
	}
}

func TestAViolationCannotBeOverlooked(t *testing.T) {
	for _, n := range sizes {
		l := newLab(t, n, 1)
		leader := leaderOf(l)
		a, b := leader%sim.Node(n)+1, (leader+1)%sim.Node(n)+1
		require.NoError(t, l.Do("rule "+ruleName(t, raft.VoteOnce)+" off"))
		require.NoError(t, l.Do(fmt.Sprintf("timeout %d", a)))
		require.NoError(t, l.Do(fmt.Sprintf("timeout %d", b)))
		until(t, l, func() bool { return len(lab.Violations(l.World())) > 0 })
		l.Advance(l.Now() + sim.Millisecond)
		everywhere(t, l, func(s *scene.Scene, in Input) {
			require.Equal(t, scene.Violation, s.Banner.Kind)
			require.Positive(t, s.Banner.More, "that a rule is off counts beside it")
			require.True(t, memberOf(s, a).Violates && memberOf(s, b).Violates, "those concerned are outlined among %d", n)
			marked := false
			for _, m := range s.Scrubber.Marks {
				marked = marked || m.Kind == scene.MarkViolation
			}
			require.True(t, marked || in.Layout == Phone, "the scrubber has it, where it has marks")
		})
	}
}

func ruleName(t *testing.T, rule raft.Rule) string {
	for _, info := range raft.AllRules() {
		if info.Rule == rule {
			return info.Name
		}
	}
	require.Fail(t, "no such rule")
	return ""
}

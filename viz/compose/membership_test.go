package compose

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// steadyLab is a cluster that has stood long enough to be changed.
func steadyLab(t testing.TB, n int, seed uint64) *lab.Lab {
	l := newLab(t, n, seed)
	l.Advance(l.Now() + 3*sim.Second)
	return l
}

func do(t testing.TB, l *lab.Lab, line string) {
	t.Helper()
	require.NoError(t, l.Do(line))
}

func newest(l *lab.Lab) sim.Node { return sim.Node(l.World().ServerCount()) }

func TestAMemberThatJoinsIsHollowUntilItKnowsThatItVotes(t *testing.T) {
	l := steadyLab(t, 3, 1)
	do(t, l, "member add")
	s := staged(desk(l))
	m := memberOf(s, newest(l))
	require.NotNil(t, m)
	require.True(t, m.Learner)
	require.Equal(t, "N", m.Letter)
	require.Equal(t, "joining", m.Note)
	require.Equal(t, "3 of 3 in touch", s.Quiet.Title, "it is no voter yet")

	require.Equal(t, "quorum is 2", s.Quiet.Detail)
	require.Regexp(t, `^entry \d+ changes it$`, s.Quiet.More)
	until(t, l, func() bool { return !memberOf(staged(desk(l)), newest(l)).Learner })
	l.Advance(l.Now() + sim.Second)
	s = staged(desk(l))
	m = memberOf(s, newest(l))
	require.Equal(t, "F", m.Letter)
	require.Empty(t, m.Note)
	require.Equal(t, "4 of 4 in touch", s.Quiet.Title)
	require.Equal(t, "quorum is 3", s.Quiet.Detail)
}

func TestALearnerStaysHollowAndCountsForNoQuorum(t *testing.T) {
	l := steadyLab(t, 3, 2)
	do(t, l, "member add --learner")
	l.Advance(l.Now() + 2*sim.Second)
	s := staged(desk(l))
	m := memberOf(s, newest(l))
	require.True(t, m.Learner)
	require.Equal(t, "N", m.Letter)
	require.Empty(t, m.Note)
	row := s.Logs.Rows[len(s.Logs.Rows)-1]
	require.True(t, row.Learner)
	require.Equal(t, "N", row.Letter)
	require.Equal(t, "3 of 3 in touch", s.Quiet.Title)

	// It is in touch with one of the voters: that is no quorum.
	leader := leaderOf(l)
	for n := range lab.Members(l.World()) {
		if n != leader && n != newest(l) {
			do(t, l, "crash "+name(l, n))
		}
	}
	s = staged(desk(l))
	require.True(t, s.Quiet.Alarm)
	require.Equal(t, "1 of 3 in touch", s.Quiet.Title)
}

// All of them reach the learner, and hardly one another: no voter has a quorum, and
// the mark on the timeline says the same as the banner.
func TestALearnerBetweenVotersMakesNoQuorum(t *testing.T) {
	l := steadyLab(t, 3, 2)
	do(t, l, "member add --learner")
	l.Advance(l.Now() + 2*sim.Second)
	for _, pair := range []string{"1 2", "1 3", "2 3"} {
		do(t, l, "cut "+pair)
	}
	l.Advance(l.Now() + sim.Second)
	s := staged(desk(l))
	require.Equal(t, "1 of 3 in touch", s.Quiet.Title)
	require.Equal(t, scene.NoQuorum, s.Banner.Kind)
	require.Equal(t, 1, countOf(l, lab.MarkNoQuorum))
}

func TestWhoWasRemovedSaysSoAndGoes(t *testing.T) {
	l := steadyLab(t, 4, 3)
	gone := follower(l)
	do(t, l, "member remove "+name(l, gone))
	until(t, l, func() bool { m := memberOf(staged(desk(l)), gone); return m.Note == "removed" })
	s := staged(desk(l))
	require.True(t, memberOf(s, gone).Learner, "it does not vote")
	require.Equal(t, "3 of 3 in touch", s.Quiet.Title)
	require.Len(t, s.Logs.Rows, 4)

	until(t, l, func() bool { return !l.World().Up(gone) })
	s = staged(desk(l))
	require.Nil(t, memberOf(s, gone), "it is nowhere any more")
	require.Len(t, s.Members, 3)
	require.Len(t, s.Logs.Rows, 3)
}

func TestALeaderThatHandsOverPointsToWhom(t *testing.T) {
	l := newLab(t, 3, 4)
	leader, to := leaderOf(l), follower(l)
	do(t, l, "cut "+name(l, leader)+" "+name(l, to)) // it has what the leader has, and does not hear that it may
	do(t, l, "transfer "+name(l, to))
	s := staged(desk(l))
	require.Regexp(t, `^to `+name(l, to)+`, \d+(\.\d+)? ms left$`, memberOf(s, leader).Note)
	arrow := s.Chords[len(s.Chords)-1]
	require.True(t, arrow.Arrow)
	near := func(p scene.Point, n sim.Node) bool {
		m := memberOf(s, n)
		return distance(p, scene.Point{X: m.X, Y: m.Y}) < 2*m.R
	}
	require.True(t, near(arrow.From, leader) && near(arrow.To, to))

	before := memberOf(s, leader).Note
	l.Advance(l.Now() + 20*sim.Millisecond)
	require.NotEqual(t, before, memberOf(staged(desk(l)), leader).Note, "time goes by")
	do(t, l, "heal")
	until(t, l, func() bool { return leaderOf(l) == to })
	for _, c := range staged(desk(l)).Chords {
		require.False(t, c.Arrow)
	}
}

func TestWhoAsksBeforeItStandsIsAHollowDiamond(t *testing.T) {
	l := newLab(t, 3, 5)
	do(t, l, "option pre-vote on")
	do(t, l, "crash "+name(l, leaderOf(l)))
	asks := func() *scene.Member {
		s := staged(desk(l))
		for i := range s.Members {
			if s.Members[i].Letter == "P" {
				return &s.Members[i]
			}
		}
		return nil
	}
	until(t, l, func() bool { return asks() != nil })
	m := asks()
	require.True(t, m.Hollow)
	require.Equal(t, scene.Diamond, m.Shape)
	require.Equal(t, "1 would vote, 2 needed", m.Note)
	require.Len(t, m.Votes, 3)
	kinds := map[scene.MessageKind]bool{}
	until(t, l, func() bool {
		for _, msg := range staged(desk(l)).Messages {
			kinds[msg.Kind] = true
		}
		return kinds[scene.RequestVote]
	})
	require.True(t, kinds[scene.PreVote] && kinds[scene.VoteReply])
}

func TestASnapshotOnItsWayIsCountedByItsParts(t *testing.T) {
	l := newLab(t, 3, 6)
	behind := follower(l)
	do(t, l, "crash "+name(l, behind))
	do(t, l, "option snapshot-every 10")
	do(t, l, "option snapshot-trail 2")
	do(t, l, "option snapshot-chunk 512")
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"} {
		write(t, l, key)
	}
	gone := 0
	for _, f := range staged(desk(l)).Logs.Folds {
		if strings.HasPrefix(f.Text, "…≤ ") && f.Snapshot || strings.HasPrefix(f.Detail, "…≤ ") && f.Gone > 0 {
			gone++
		}
	}
	require.Equal(t, 2, gone, "what the logs have no more is a block at their start")

	do(t, l, "restart "+name(l, behind))
	notes, sent, arrived := map[string]bool{}, false, 0
	until(t, l, func() bool {
		s := staged(desk(l))
		for _, m := range s.Messages {
			sent = sent || m.Kind == scene.InstallSnapshot
		}
		notes[memberOf(s, behind).Note] = true
		for _, f := range s.Logs.Folds {
			if f.Member == int(behind) && f.Parts > 0 {
				require.GreaterOrEqual(t, f.Arrived, arrived)
				require.Less(t, f.Arrived, f.Parts)
				arrived = f.Arrived
			}
		}
		m := lab.MemberAt(l.World(), behind).Raft()
		return m != nil && m.LastSnapshot().Index > 0
	})
	require.True(t, sent)
	require.Greater(t, arrived, 1, "it comes in several parts")
	require.Greater(t, len(notes), arrived)
}

func TestBothSidesOfAChangeByJointConsensusAreNamed(t *testing.T) {
	b := &builder{config: configuration{Membership: raft.Membership{Voters: []raft.ID{2, 3}, Old: []raft.ID{1, 2}}, transfer: -1}, leader: -1,
		views: []view{{id: 1, outgoing: true, up: true}, {id: 2, voter: true, outgoing: true, up: true}, {id: 3, voter: true, up: true}}}
	for i, want := range []string{"old only", "old and new", "new only"} {
		require.Equal(t, want, b.noteStanding(i))
	}
	b.config.quorum, b.config.outgoing = 2, 2
	b.meet()
	require.True(t, b.quorate)
	b.views[2].up = false
	b.meet()
	require.False(t, b.quorate, "a majority of the old alone is no quorum")
	require.Equal(t, "2 of 2 old voters in touch, 2 needed, and 1 of 2 new, 2 needed", b.noQuorum())
}

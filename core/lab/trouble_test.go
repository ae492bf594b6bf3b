package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// troubles are the marks of lost quorums and split votes.
func troubles(l *Lab) (kinds []MarkKind, list []Mark) {
	for _, m := range l.Marks() {
		if m.Kind == MarkNoQuorum || m.Kind == MarkQuorum || m.Kind == MarkSplitVote {
			kinds, list = append(kinds, m.Kind), append(list, m)
		}
	}
	return kinds, list
}

// A quorum is lost and found again whatever takes it: crashes, pauses, links that
// are cut in one direction, a change of who votes. A script does it, so that the
// moments depend on nobody who looks.
func TestALostQuorumIsMarkedFromItsMomentToItsEnd(t *testing.T) {
	lost := []MarkKind{MarkNoQuorum, MarkQuorum}
	for _, tt := range []struct {
		name, script string
		members      int
		want         []MarkKind
	}{
		{"two of five crash", "crash 1; crash 2; sleep 1; restart 1; restart 2", 5, nil},
		{"three of five crash", "crash 1; crash 2; crash 3; sleep 1; restart 3", 5, lost},
		{"and more, once it is lost", "crash 1; crash 2; crash 3; crash 4; restart 4; restart 3; restart 2", 5, lost},
		{"two of three are paused", "pause 1; pause 2; sleep 1; resume 1", 3, lost},
		{"all are parted", "partition 1 | 2 | 3; sleep 1; heal", 3, lost},
		{"a majority is on one side", "partition 1,2 | 3,4,5; sleep 1; heal", 5, nil},
		{"links are cut in one direction", "cut 1>2; cut 2>3; cut 3>1; sleep 1; heal", 3, lost},
		{"a crash on the side of the majority", "partition 1,2 | 3,4,5; crash 4; sleep 1; heal", 5, lost},
		{"who is down is removed, and a third crash is no loss", "crash 1; crash 2; member remove 1; sleep 0.3; member remove 2; sleep 0.3; crash 3; sleep 0.2", 5, nil},
		{"until another of the three that are left crashes", "crash 1; crash 2; member remove 1; sleep 0.3; member remove 2; sleep 0.3; crash 3; crash 4; sleep 0.2; restart 4", 5, lost},
		{"a crashed member comes back cut off", "crash 1; crash 2; cut 1 3; cut 1 2; restart 1; sleep 1; heal", 3, lost},
	} {
		t.Run(tt.name, func(t *testing.T) {
			play := func(step sim.Time) []Mark {
				l, _ := ledLab(t, Config{Seed: 1, Members: tt.members})
				require.NoError(t, l.Type("A", tt.script))
				for end := l.Now() + 3*sim.Second; l.Now() < end; l.Advance(min(end, l.Now()+step)) {
				}
				kinds, marks := troubles(l)
				require.Equal(t, tt.want, kinds)
				for i := 1; i < len(l.Marks()); i++ {
					require.LessOrEqual(t, l.Marks()[i-1].Time, l.Marks()[i].Time, "marks are in order")
				}
				if len(marks) > 0 { // a branch from the midst of it knows that it is lost
					end := l.Now()
					l.Seek(marks[0].Time + 1)
					l.Branch()
					l.Advance(end)
					_, again := troubles(l)
					require.Equal(t, marks, again)
				}
				return marks
			}
			require.Equal(t, play(3*sim.Millisecond), play(4*sim.Second), "however the time passes")
		})
	}
}

// What the scenario of a split vote brings about is marked once, and an election
// that somebody wins is not.
func TestASplitVoteIsMarked(t *testing.T) {
	s, err := FindScenario("split-vote")
	require.NoError(t, err)
	l, err := s.Play(1, false)
	require.NoError(t, err)
	kinds, marks := troubles(l)
	require.Equal(t, []MarkKind{MarkSplitVote}, kinds)
	require.EqualValues(t, 1, marks[0].Term)
	require.Less(t, marks[0].Time, l.Now()-50*sim.Millisecond, "when the last vote was given, not when the next election began")

	l.Seek(marks[0].Time + 1)
	l.Branch()
	l.Advance(l.Now() + 5*sim.Millisecond)
	again, _ := troubles(l)
	require.Equal(t, kinds, again, "a branch does not mark it anew")

	calm, _ := ledLab(t, Config{Seed: 1, Members: 5})
	_, none := troubles(calm)
	require.Empty(t, none)
}

package lesson

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// Each challenge with a way to its goal, and one that comes close and is none:
// lines as readers give them, and moves that let time pass.
var attempts = map[string]struct {
	solves, fails string
	refused       string // the line that is not allowed, of the second
}{
	"c-lose-quorum": {
		solves: "partition 1,2 | 3 | 4,5",
		fails:  "partition 1,2 | 3,4,5\nsleep 5s\ncrash 1\ncrash 2\ncrash 3",
	},
	"c-two-leaders": {
		solves: "partition 1 | 2,3,4,5\ntimeout 2\nsleep 200ms",
		fails:  "timeout 2\nsleep 200ms\ntimeout 3\nsleep 2s",
	},
	"c-overwrite": {
		solves: "partition 1 | 2,3,4,5\ntype A etcdctl put colour green\nsleep 100ms\ntimeout 2\nsleep 200ms\nheal\nsleep 500ms",
		fails:  "crash 5\ntype A etcdctl put colour green\nsleep 100ms\ntimeout 2\nsleep 200ms\nrestart 5\nsleep 3s",
	},
	"c-figure-8": {
		solves: "timeout 1\nsleep 150ms\npartition 1,2 | 3,4,5\ntype B etcdctl put size 42\nsleep 150ms\ncrash 1\ntimeout 5\nuntil members.etcd-05.role == leader\ncut 5>3\ncut 5>4\nsleep 20ms\n" +
			"crash 5\nheal\nrestart 1\ntimeout 1\nsleep 100ms\ntimeout 1\nuntil members.etcd-01.commit >= 2\ncut 1>3\ncut 1>4\nsleep 100ms\ncrash 1\nheal\nrestart 5\ntimeout 5\nsleep 100ms\ntimeout 5\nsleep 300ms",
		fails: "timeout 1\nsleep 150ms\npartition 1,2 | 3,4,5\ntype B etcdctl put size 42\nsleep 150ms\ncrash 1\ntimeout 5\nsleep 200ms\nheal\nrestart 1\nsleep 5s",
	},
	"c-stale-read": {
		solves: "partition 2 | 1,3\ntype A etcdctl put colour green\nsleep 1s\ntype B etcdctl --endpoints=http://127.0.0.1:2479 get colour --consistency=s\nsleep 200ms",
		fails:  "partition 2 | 1,3\ntype A etcdctl put colour green\nsleep 1s\ntype B etcdctl --endpoints=http://127.0.0.1:2479 get colour\nsleep 6s",
	},
	"c-split-three": {
		solves: "link 1 4 latency=300ms\nlink 2 3 latency=300ms\ntimeout 1\ntimeout 2\nsleep 100ms\ntimeout 1\ntimeout 2\nsleep 100ms\ntimeout 1\ntimeout 2\nsleep 100ms",
		fails:  "link 1 4 latency=300ms\nlink 2 3 latency=300ms\ntimeout 1\ntimeout 2\nsleep 100ms\ntimeout 1\nsleep 100ms\ntimeout 1\ntimeout 2\nsleep 100ms",
	},
	"c-elect-one": {
		solves:  "cut 1>3\nsleep 5s",
		fails:   "cut 1 2\ncut 2 3\ncut 1 3\nsleep 5s\njoin 2 3\nsleep 5s",
		refused: "join 2 3",
	},
	"c-expire-once": {
		solves: "transfer 1\nsleep 10s",
		fails:  "sleep 10s",
	},
}

func TestEachChallengeHasASolutionAndIsNotSolvedByAnything(t *testing.T) {
	challenges := 0
	for _, e := range index(t).Lessons {
		if !e.Challenge {
			continue
		}
		challenges++
		t.Run(e.ID, func(t *testing.T) {
			attempt, ok := attempts[e.ID]
			require.True(t, ok, "no attempts are written down for it")
			verdict, inputs := try(t, e.ID, attempt.solves)
			require.True(t, verdict.Reached)
			require.Equal(t, inputs, verdict.Used)
			require.Empty(t, verdict.Refused)
			verdict, _ = try(t, e.ID, attempt.fails)
			require.False(t, verdict.Reached)
			require.Equal(t, attempt.refused, verdict.Refused)
		})
	}
	require.GreaterOrEqual(t, challenges, 8)
	require.Len(t, attempts, challenges)
}

// What makes another world of it, or brings about what the conditions say and not what
// the text asks for, is no way to a goal.
func TestAChallengeIsNotCheated(t *testing.T) {
	for _, tc := range []struct {
		id, lines string
		refused   bool
	}{
		{"c-lose-quorum", "type A cluster 0\nsleep 100ms", true},
		{"c-lose-quorum", "type A true && cluster 5\nsleep 100ms\npartition 1,2 | 3 | 4,5", true},
		{"c-lose-quorum", "pause 1\npause 2\npause 3\nsleep 100ms", false},
		{"c-overwrite", "type A cluster 5 --bare\nsleep 100ms\ntimeout 2\nsleep 2s\ntimeout 3\nsleep 5s", true},
		{"c-two-leaders", "rule vote-once off\ntimeout 2\nsleep 1s", false},
		{"c-figure-8", "log 2 1 1\nsleep 100ms\ntimeout 1\nsleep 5s", true},
		{"c-expire-once", "type A etcdctl lease revoke 1\nsleep 100ms", true},
		{"c-elect-one", "type A cut 1>3 && crash 1\nsleep 5s", true},
		{"c-elect-one", "type A cut 1>3; function cut { crash 1; }; cut\nsleep 5s", true},
		{"c-elect-one", "type A cut 1 $(crash 2)\nsleep 5s", true},
		{"c-stale-read", "type A etcdctl del colour\nsleep 1s\ntype A etcdctl get colour\nsleep 1s", false},
		{"c-stale-read", "type A etcdctl put colour green\nsleep 1s\ntype A etcdctl get colour --rev=2\nsleep 1s", false},
		{"c-stale-read", "partition 2 | 1,3\ntype A etcdctl put colour green\nsleep 1s\ntype B etcdctl --endpoints=http://127.0.0.1:2479 get --prefix d --consistency=s\nsleep 200ms", false},
		{"c-stale-read", "rule read-quorum off\npartition 3 | 1,2\nsleep 3s\ntype A etcdctl put colour green\nsleep 1s", false},
		{"c-two-leaders", "rule vote-once off\ntimeout 2\nsleep 1s\nrule vote-once on\npartition 1 | 2,3,4,5\ntimeout 2\nsleep 1s", false},
		{"c-lose-quorum", "member add\nsleep 1s\nmember add\nsleep 1s\nmember add\nsleep 1s\nmember add\nsleep 1s\nmember add\nsleep 5s", false},
		{"c-overwrite", "type A etcdctl put colour green\nsleep 1s\ncrash 1\ndisk 1 wipe\nrestart 1\nsleep 3s", false},
		{"c-figure-8", "timeout 1\nsleep 300ms\ntype A etcdctl put colour green\nsleep 1s\ncrash 1\ncrash 2\ncrash 3\ndisk 1 wipe\ndisk 2 wipe\ndisk 3 wipe\ncrash 4\ncrash 5\nrestart 1\nrestart 2\nrestart 3\nsleep 2s", false},
		{"c-figure-8", "timeout 1\nsleep 300ms\ndisk all lose-unsynced=on\nrule vote-durable off\nsleep 3s", false},
		{"c-split-three", "rule quorum-is-majority off\nlink 1 4 latency=300ms\nlink 2 3 latency=300ms\ntimeout 1\ntimeout 2\nsleep 100ms\ntimeout 1\ntimeout 2\nsleep 100ms\ntimeout 1\ntimeout 2\nsleep 100ms", false},
		{"c-split-three", "cluster 2 --bare\nsleep 20ms\ntimeout 1\ntimeout 2\nsleep 5s", true},
	} {
		verdict, _ := try(t, tc.id, tc.lines)
		require.False(t, verdict.Reached, "%s: %s", tc.id, tc.lines)
		require.Equal(t, tc.refused, verdict.Refused != "", "%s: %s: %q", tc.id, tc.lines, verdict.Refused)
	}
}

// What the text asks for reaches the goal, however it is done; and a line of several
// commands is no way to a better score.
func TestAGoalIsReachedByOtherWaysToo(t *testing.T) {
	for _, tc := range []struct {
		id, lines string
		used      int
	}{
		{"c-lose-quorum", "link 1 3 loss=100%\nlink 1 4 loss=100%\nlink 1 5 loss=100%\nlink 2 3 loss=100%\nlink 2 4 loss=100%\nlink 2 5 loss=100%\nlink 3 4 loss=100%\nlink 3 5 loss=100%", 8},
		{"c-lose-quorum", "type A partition 1,2 | 3,4,5; cut 3 4\nsleep 20ms\ntype A\ntype A cut 3 5 && cut 4 5", 4},
		{"c-expire-once", "partition 3 | 1,2\nsleep 10s", 1},
		{"c-expire-once", "type A sleep 1; transfer 1\nsleep 10s", 2},
		{"c-expire-once", "crash 3\nsleep 12s", 1},
		{"c-two-leaders", "pause 1\nsleep 3s\nresume 1\nsleep 1s", 2},
		{"c-stale-read", "partition 2 | 1,3\ntype A etcdctl put colour green\nsleep 1s\ntype B etcdctl --endpoints=http://127.0.0.1:2479 get --prefix col --consistency=s\nsleep 200ms", 3},
		{"c-stale-read", "partition 2 | 1,3\ntype A etcdctl put colour green\nsleep 1s\ntype B etcdctl --endpoints=http://127.0.0.1:2479 get --from-key b --consistency=s\nsleep 200ms", 3},
		{"c-split-three", "type A partition 1 | 2 | 3 | 4; for i in 1 2 3; do timeout 1; timeout 2; timeout 3; timeout 4; sleep 0.1; done\nsleep 1s", 6},
		// By the mouse alone, with what the menus of members and links offer.
		{"c-lose-quorum", "cut etcd-01 all\ncut etcd-02 all\ncut etcd-03 all", 3},
		{"c-two-leaders", "cut etcd-01 all\ntimeout etcd-02\nsleep 200ms", 2},
		{"c-elect-one", "cut etcd-01 etcd-03\nsleep 5s", 1},
		{"c-expire-once", "transfer etcd-01\nsleep 10s", 1},
		{"c-overwrite", "timeout etcd-02\nuntil members.etcd-02.role == leader\ncut etcd-02 all\nsleep 100ms\ntimeout etcd-03\nsleep 200ms\nheal\nsleep 1s", 4},
		{"c-split-three", "cut etcd-01 all\ncut etcd-02 all\ncut etcd-03 all\ntimeout etcd-01\ntimeout etcd-02\ntimeout etcd-03\ntimeout etcd-04\nsleep 50ms\ntimeout etcd-01\ntimeout etcd-02\ntimeout etcd-03\ntimeout etcd-04\nsleep 50ms\ntimeout etcd-01\ntimeout etcd-02\ntimeout etcd-03\ntimeout etcd-04\nsleep 50ms", 15},
		{"c-figure-8", "timeout etcd-01\nuntil members.etcd-01.role == leader\ncut etcd-01 all\nsleep 50ms\njoin etcd-01 etcd-02\nuntil members.etcd-02.log.1.term == 1\ncrash etcd-01\n" +
			"timeout etcd-05\nuntil members.etcd-05.role == leader\ncut etcd-05 all\nsleep 50ms\ncrash etcd-05\nheal\nrestart etcd-01\ncut etcd-01 etcd-04\ntimeout etcd-01\nsleep 100ms\ntimeout etcd-01\nuntil members.etcd-01.commit >= 1\ncut etcd-01 etcd-03\ncrash etcd-01\nheal\nrestart etcd-05\ntimeout etcd-05\nsleep 100ms\ntimeout etcd-05\nsleep 300ms", 18},
	} {
		verdict, _ := try(t, tc.id, tc.lines)
		require.Empty(t, verdict.Refused, tc.lines)
		require.True(t, verdict.Reached, "%s: %s", tc.id, tc.lines)
		require.Equal(t, tc.used, verdict.Used, tc.lines)
	}
}

// Who goes back to before the challenge has set its world up, and does something else
// there, is in another world.
func TestWhatTheChallengeHasSetUpStays(t *testing.T) {
	l := builtin(t, "en", "c-two-leaders")
	p, err := NewPlayer(l)
	require.NoError(t, err)
	_, err = p.Run(Point{}, 1<<62)
	require.NoError(t, err)
	played, _ := p.Played(0)
	world := p.Lab(played.Asked)
	judge := NewJudge(l, slices.Clone(world.Inputs()), played.Asked)
	judged := func() Verdict {
		verdict, _, err := judge.Follow(world.Inputs(), world.Now(), 1<<62)
		require.NoError(t, err)
		return verdict
	}
	require.NoError(t, world.Do("crash 5"))
	require.Equal(t, Verdict{Used: 1}, judged())

	world.Seek(0)
	require.NoError(t, world.Do("partition 1 | 2,3,4,5"))
	world.Advance(30 * sim.Second)
	require.Equal(t, Verdict{Refused: "partition 1 | 2,3,4,5"}, judged())
}

// try does something in a challenge, and returns what is judged of it and how
// many inputs were given.
func try(t *testing.T, id, lines string) (Verdict, int) {
	t.Helper()
	l := builtin(t, "en", id)
	p, err := NewPlayer(l)
	require.NoError(t, err)
	last := len(l.Steps) - 1
	_, err = p.Run(Point{Step: last}, 1<<62)
	require.NoError(t, err)
	played, _ := p.Played(last)
	world := p.Lab(played.Asked)
	setUp := slices.Clone(world.Inputs())
	var moves []lab.Move
	for i, line := range strings.Split(lines, "\n") {
		m := lab.Move{Line: i + 1, Text: line}
		if typed, ok := strings.CutPrefix(line, "type "); ok {
			m.Terminal, m.Text, _ = strings.Cut(typed+" ", " ")
			m.Text = strings.TrimSuffix(m.Text, " ")
		}
		moves = append(moves, m)
	}
	story := lab.NewStory(world, moves)
	_, err = story.Run(1 << 62)
	require.NoError(t, err, "line %d", story.Line())
	verdict, caughtUp, err := NewJudge(l, setUp, played.Asked).Follow(world.Inputs(), world.Now(), 1<<62)
	require.NoError(t, err)
	require.True(t, caughtUp)
	return verdict, len(world.Inputs()) - len(setUp)
}

// The window draws lessons with the characters that it has.
func TestEveryCharacterOfALessonHasAGlyph(t *testing.T) {
	han, err := os.ReadFile("../../viz/ink/fonts/han.txt")
	require.NoError(t, err)
	for _, e := range index(t).Lessons {
		text, err := os.ReadFile(folder + "zh/" + e.ID + ".md")
		require.NoError(t, err)
		missing := ""
		for _, c := range string(text) {
			if c >= 0x3400 && c <= 0x9fff && !strings.ContainsRune(string(han), c) {
				missing += string(c)
			}
		}
		require.Empty(t, missing, "%s: reword, or run viz/ink/fonts/subset.py to add them", e.ID)
	}
}

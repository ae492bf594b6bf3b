package lesson

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
)

func parsed(t testing.TB, body string) *Lesson {
	t.Helper()
	l, err := Parse("x.md", front+body)
	require.NoError(t, err)
	return l
}

const asking = "## One\n\nText.\n\n```lab\ntimeout 1\nwait leader\nlook member 1\n```\n\n## Two\n\nText.\n\n```ask\nWho leads?\n> crash 1\n> timeout 2\n> wait became-leader\n- 1\n  if members.etcd-01.up == true\n- 2\n  if members.etcd-02.role == leader\n```\n\n## Three\n\nText.\n"

func TestALessonIsPlayedStepByStep(t *testing.T) {
	p, err := NewPlayer(parsed(t, asking))
	require.NoError(t, err)
	done, err := p.Run(Point{Step: 1}, 1<<62)
	require.NoError(t, err)
	require.True(t, done)
	one, over := p.Played(0)
	require.True(t, over)
	require.Equal(t, []Cue{{0, "terminal A"}, {one.End, "select member etcd-01"}}, one.Cues)
	two, over := p.Played(1)
	require.False(t, over)
	require.Equal(t, -1, two.Right)
	require.Equal(t, one.End, two.Start)

	done, err = p.Run(Point{1, true}, 1<<62)
	require.NoError(t, err)
	require.True(t, done)
	two, over = p.Played(1)
	require.True(t, over)
	require.Equal(t, 1, two.Right, "the run decides")
	_, err = p.Run(Point{2, true}, 1<<62)
	require.NoError(t, err)

	before := p.Lab(two.Asked)
	failed, err := before.Holds("members.etcd-01.role == leader")
	require.NoError(t, err)
	require.Empty(t, failed)
	require.Equal(t, two.Asked, before.Frontier(), "what comes later is not seen")
}

// However small the pieces in which a lesson is played, it is the same lesson.
func TestALessonInPiecesIsTheSameLesson(t *testing.T) {
	end := func(events int) string {
		p, err := NewPlayer(parsed(t, asking))
		require.NoError(t, err)
		for done := false; !done; {
			done, err = p.Run(Point{2, true}, events)
			require.NoError(t, err)
		}
		last, _ := p.Played(2)
		return p.Lab(last.End).Link()
	}
	require.Equal(t, end(1<<62), end(3))
}

func TestARunThatDecidesNothingIsAnError(t *testing.T) {
	ask := func(conditions string) error {
		p, err := NewPlayer(parsed(t, "## S\n\n```ask\nQ?\n"+conditions+"\n```\n"))
		require.NoError(t, err)
		_, err = p.Run(Point{0, true}, 1<<62)
		requireTold(t, err)
		return err
	}
	require.EqualError(t, ask("- a\nif members.etcd-01.term == 7\n- b\nif members.etcd-01.term == 8"),
		"x.md:10: the run shows no answer to be right: line 13: members.etcd-01.term is 0, expected == 7; line 15: members.etcd-01.term is 0, expected == 8")
	require.ErrorContains(t, ask("- a\nif members.etcd-01.term == 0\n- b\nif members.etcd-02.term == 0"),
		"x.md:14: the run shows two answers to be right, this one and that of line 12")
	require.ErrorContains(t, ask("- a\nif members.etcd-09.term == 0\n- b\nif members.etcd-02.term == 0"), `x.md:13: if: state.members has no "etcd-09"`)
	require.ErrorContains(t, ask("> expect members.etcd-01.term == 1\n- a\nif members.etcd-01.term == 0\n- b\nif members.etcd-02.term == 1"), "x.md:12: expect: members.etcd-01.term is 0")
}

// What only shows when a lesson is played is told with its line, too.
func TestAMistakeThatShowsWhenItIsPlayedIsTold(t *testing.T) {
	for _, tc := range []struct{ fence, lines, want string }{
		{"lab", "etcdclt put a 1", "x.md:13: etcdclt put a 1: raftarium: etcdclt: unknown command; did you mean etcdctl?"},
		{"lab", "crash 9", `x.md:13: crash 9: crash: no member "9"`},
		{"lab", "crash 9\nexpect last.code == 1", ""},
		{"lab", "false", ""},
		{"lab", "etcdctl putt a 1", `x.md:13: etcdctl putt a 1: Error: unknown command "putt" for "etcdctl"`},
		{"lab", "etcdctl get", "x.md:13: etcdctl get: Error: get command needs one argument"},
		{"lab", "etcdctl get\nexpect last.code == 128", ""},
		{"lab", "etcdctl get a", ""}, // there is no leader: what may happen to a client is none of the lesson's mistakes
		{"lab", "curl --nope x", "x.md:13: curl --nope x: curl: option --nope: is unknown"},
		{"lab", "etcdctl put a \"1", "x.md:13: etcdctl put a \"1: the line is not complete, and the next one does not go on with it"},
		{"lab", "etcdctl put a \"1\nB: true\"", "x.md:13: etcdctl put a \"1: the line is not complete"},
		{"lab", "for i in 1 2\ndo crash $i\ndone", ""},
		{"lab", "look entry etcd-01 3", "x.md:13: look: etcd-01 has no entries yet"},
		{"lab", "timeout 1\nwait leader\nlook entry etcd-01 3", "x.md:15: look: etcd-01 has no entry 3: its log goes from 1 to 1"},
		{"lab", "look terminal Z", `x.md:13: look: no terminal "Z" is open`},
		{"lab", "look member 9", `x.md:13: no member "9": they are etcd-01, etcd-02, etcd-03`},
		{"lab", "look member leader", "x.md:13: nobody leads at the moment: name a member, or wait leader"},
		{"lab", "cluster 0\nlook member 1", "x.md:14: there are no members: `cluster 3` makes some, and etcd starts one"},
		{"lab", "cluster 7\nlook member 9", `x.md:14: no member "9": they are etcd-01 to etcd-07`},
		{"lab", "look entry 1 x", `x.md:13: look: "x" is no index of an entry`},
		{"lab", "look message append-entries 1 2", "x.md:13: look: no append-entries is on its way from 1 to 2 at 0 ms"},
		{"lab", "wait commit 999 --for 10ms", "x.md:13: wait commit 999 --for 10ms: it does not hold after 0.01 s"},
		{"lab", "wait became-leader --for 10ms", "x.md:13: wait became-leader --for 10ms: it has not come after 0.01 s"},
		{"lab", "until members.etcd-01.term == 9 --for 1s", "x.md:13: until members.etcd-01.term == 9 --for 1s: members.etcd-01.term is 0, expected == 9 after 1 s"},
		{"lab", "until members.etcd-09.term == 9 --for 1s", `x.md:13: until members.etcd-09.term == 9 --for 1s: state.members has no "etcd-09"`},
		{"lab", "expect members.etcd-01.term == $members.etcd-01.log.0.term", `x.md:13: state.members.etcd-01.log has no "0"; it is empty`},
		{"lab", "Z: true", `x.md:13: no terminal "Z" is open`},
		{"goal", "Do it.\nif facts.leaders >= 0", "x.md:12: the goal is reached before the reader has done anything"},
		{"goal", "Do it.\nif facts.leaders == 2\nif members.etcd-04.term == 2", `x.md:15: if: state.members has no "etcd-04"; it has etcd-01, etcd-02, etcd-03`},
		{"goal", "Do it.\nif facts.leaders == 2\nif members.etcd-01.role > 2", `x.md:15: if: members.etcd-01.role: follower and 2 cannot be compared by >`},
		{"goal", "Do it.\nif facts.leaders == 2\nif members.etcd-01.log.7.term == 2", ""}, // an entry that is yet to come
	} {
		p, err := NewPlayer(parsed(t, "## S\n\nText.\n\n```"+tc.fence+"\n"+tc.lines+"\n```\n"))
		require.NoError(t, err)
		_, err = p.Run(Point{0, true}, 1<<62)
		if tc.want == "" {
			require.NoError(t, err, tc.lines)
		} else {
			require.ErrorContains(t, err, tc.want)
			require.NotRegexp(t, unfilled, err.Error())
			requireTold(t, err)
		}
	}
}

func TestAJudgeDecidesByWhatWasDone(t *testing.T) {
	l := parsed(t, "## S\n\nText.\n\n```lab\ntimeout 1\nwait leader\n```\n\n```goal\nLose it.\nif facts.crashes == 2\nif facts.quorum == false\nallow crash\n```\n")
	p, err := NewPlayer(l)
	require.NoError(t, err)
	_, err = p.Run(Point{Step: 0}, 1<<62)
	require.NoError(t, err)
	s, _ := p.Played(0)
	world := p.Lab(s.Asked)
	judge := NewJudge(l, slices.Clone(world.Inputs()), s.Asked)
	follow := func() Verdict {
		for {
			v, caughtUp, err := judge.Follow(world.Inputs(), world.Now(), 50)
			require.NoError(t, err)
			if caughtUp {
				return v
			}
		}
	}
	require.Equal(t, Verdict{}, follow())
	require.NoError(t, world.Do("crash 1"))
	first := world.Now()
	require.Equal(t, Verdict{Used: 1}, follow())
	world.Advance(world.Now() + 1e9)
	require.NoError(t, world.Do("crash 2"))
	at := world.Now()
	world.Advance(world.Now() + 1e9)
	require.Equal(t, Verdict{Reached: true, At: at, Used: 2}, follow())

	// The verdict is that of the moment, whichever way the viewer went there.
	world.Seek(first)
	require.Equal(t, Verdict{Used: 1}, follow())
	require.NoError(t, world.Do("pause 2"))
	require.NoError(t, world.Do("crash 3"))
	require.Equal(t, Verdict{Used: 3, Refused: "pause 2"}, follow())
	require.Equal(t, lab.MarkCrash, world.Marks()[len(world.Marks())-1].Kind)
}

// Whatever a stranger's lesson does, it is played, or told with its line what it cannot do.
func FuzzPlay(f *testing.F) {
	f.Add("timeout 1\nwait leader\nlook member 1\nB: etcdctl put k v\nlook terminal B", "members.etcd-01.term == 1")
	f.Add("type B while true; do :; done\nsleep 1ms\nlook entry 1 1", "A.code != 0")
	f.Add("look message append-entries 1 2\nuntil seed == $members.0.term --for 1ms", "events contains x")
	f.Fuzz(func(t *testing.T, moves, condition string) {
		l, err := Parse("x.md", front+"## S\n\nText.\n\n````lab\n"+moves+"\n````\n\n````goal\nDo it.\nif "+condition+"\n````\n")
		if err != nil {
			return
		}
		p, err := NewPlayer(l)
		require.NoError(t, err)
		for range 20 {
			done, err := p.Run(Point{0, true}, 100)
			var placed *Error
			require.True(t, err == nil || errors.As(err, &placed), "%v", err)
			if err != nil {
				requireTold(t, err)
			}
			if done || err != nil {
				return
			}
		}
	})
}

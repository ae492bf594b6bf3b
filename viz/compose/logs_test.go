package compose

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

func TestTheEntriesOfSetUpAreOneBlock(t *testing.T) {
	l := newLab(t, 5, 1)
	write(t, l, "color")
	s := staged(desk(l))
	require.Len(t, s.Logs.Folds, 5)
	require.Equal(t, "set-up", s.Logs.Folds[0].Text)
	require.Equal(t, "1 – 12", s.Logs.Columns[0].Text)
	c := cellAt(s, leaderOf(l), 13)
	require.Equal(t, "color", c.Key)
	require.Equal(t, "2", c.Text)
	require.Equal(t, float32(57), c.W)
	require.InDelta(t, 464+61, c.X, 0.01)
}

// Figure 7 is about entries that differ early in the logs.
func TestLogsThatWereSetUpAreSeenWhole(t *testing.T) {
	l := newLab(t, 3, 1)
	require.NoError(t, l.Do("cluster 7 --bare"))
	require.NoError(t, l.Do("log 5 1 1 1 4 4 5 5 6 6 6 7 7"))
	require.NoError(t, l.Do("log 7 1 1 1 2 2 2 3 3 3 3 3"))
	for width, layout := range map[float32]Layout{1080: Desk, 560: Tall} {
		s := staged(Input{Lab: l, Width: width, Height: 640, Layout: layout, Speed: 0.01})
		require.Empty(t, s.Logs.Folds, "%v", width)
		for i := range 12 {
			c := cellAt(s, 5, raft.Index(i+1))
			require.NotNil(t, c, "%v: entry %d", width, i+1)
			require.LessOrEqual(t, c.X+c.W, s.Logs.Right, "%v", width)
			require.GreaterOrEqual(t, c.W, float32(26), "%v", width)
		}
	}
}

func TestAWorldWithoutMembersIsDrawn(t *testing.T) {
	l := newLab(t, 3, 1)
	require.NoError(t, l.Do("cluster 0"))
	s := staged(desk(l))
	require.Empty(t, s.Members)
	l.Advance(l.Now() + sim.Second)
	staged(desk(l))
}

func TestNamesThatHaveNoRoomAreToldApart(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 1, Seed: 1})
	require.NoError(t, err)
	require.NoError(t, l.Do("cluster 0"))
	const all = "machine-1=http://127.0.0.1:2380,machine-2=http://127.0.0.1:2480"
	for i, terminal := range []string{"A", "B"} {
		peers, clients := fmt.Sprintf("http://127.0.0.1:2%d80", 3+i), fmt.Sprintf("http://127.0.0.1:2%d79", 3+i)
		require.NoError(t, l.Type(terminal, fmt.Sprintf("etcd --name machine-%d --initial-advertise-peer-urls %s --listen-peer-urls %[2]s --advertise-client-urls %[3]s --listen-client-urls %[3]s --initial-cluster %[4]s",
			i+1, peers, clients, all)))
	}
	l.Advance(3 * sim.Second)
	for _, in := range []Input{desk(l), {Lab: l, Width: 390, Height: 546, Layout: Phone, Speed: 0.01}} {
		for _, view := range []ViewKind{RingView, SpaceView, DiskView} {
			in.View = view
			s := staged(in)
			rows, room := s.Logs.Rows, float32(0)
			for _, f := range s.Logs.Folds {
				room = f.X
			}
			switch view {
			case SpaceView:
				rows, room = s.Space.Heads, s.Space.Left
			case DiskView:
				rows, room = s.Disk.Heads, s.Disk.Left
			}
			require.Len(t, rows, 2)
			names := map[string]bool{}
			for _, r := range rows {
				names[r.Name] = true
				require.LessOrEqual(t, r.NameX+textWidth(r.Name, max(r.NameSize, 13))*bold, room, "%q in view %d", r.Name, view)
			}
			require.Len(t, names, 2)
		}
	}
}

func TestABareClusterHasNoSetUp(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1, Bare: true})
	require.NoError(t, err)
	l.Advance(2 * sim.Second)
	s := staged(desk(l))
	require.Empty(t, s.Logs.Folds)
	require.Equal(t, "no-op", cellAt(s, 1, 1).Key)
}

func TestALogLongerThanTheWidthFoldsItsOldest(t *testing.T) {
	l := newLab(t, 3, 1)
	for i := range 14 {
		write(t, l, fmt.Sprintf("k%d", i))
	}
	l.Advance(l.Now() + 200*sim.Millisecond)
	s := staged(desk(l))
	last := lab.MemberAt(l.World(), leaderOf(l)).Raft().Log().Last()
	require.Equal(t, fmt.Sprintf("1 – %d", last-8), s.Logs.Folds[0].Text, "a block, eight entries, the one to come")
	require.Equal(t, scene.Applied, cellAt(s, 1, last).State)
	require.Equal(t, scene.None, cellAt(s, 1, last+1).State)
	require.Nil(t, cellAt(s, 1, last-8))
	for _, c := range s.Logs.Cells {
		require.LessOrEqual(t, c.X+c.W, s.Logs.Right+1)
	}
}

func TestEachRowShowsWhatThatMemberKnows(t *testing.T) {
	l := newLab(t, 5, 1)
	write(t, l, "a")
	next := lab.MemberAt(l.World(), leaderOf(l)).Raft().Log().Last() + 1
	require.NoError(t, l.Type("A", "etcdctl put b v"))
	seen := map[scene.CellState]bool{}
	leaderSolid := false
	until(t, l, func() bool {
		s := staged(desk(l))
		for n, m := range lab.Members(l.World()) {
			r, c := m.Raft(), cellAt(s, n, next)
			if c == nil {
				continue
			}
			seen[c.State] = true
			switch c.State {
			case scene.NotDurable:
				require.Greater(t, next, r.Durable())
			case scene.Uncommitted:
				require.LessOrEqual(t, next, r.Durable())
				require.Greater(t, next, r.Commit())
				leaderSolid = leaderSolid || cellAt(s, leaderOf(l), next).State == scene.Applied
			case scene.Applied:
				require.LessOrEqual(t, next, r.Applied())
			}
		}
		for _, m := range lab.Members(l.World()) {
			if m.Raft().Applied() < next {
				return false
			}
		}
		return true
	})
	require.True(t, seen[scene.None] && seen[scene.NotDurable] && seen[scene.Uncommitted] && seen[scene.Applied], "%v", seen)
	require.True(t, leaderSolid, "a follower's newest cell may be outlined where the leader's is solid")
}

func TestACommittedCellFillsAndThenGetsItsTick(t *testing.T) {
	l := newLab(t, 3, 1)
	write(t, l, "a")
	next := lab.MemberAt(l.World(), leaderOf(l)).Raft().Log().Last() + 1
	require.NoError(t, l.Type("A", "etcdctl put b v"))
	n := leaderOf(l)
	until(t, l, func() bool { return lab.MemberAt(l.World(), n).Raft().Applied() >= next })
	applied := l.Now()
	l.Advance(applied + 400*sim.Microsecond)
	require.InDelta(t, 0.25, cellAt(staged(desk(l)), n, next).Fill, 0.01, "40 of 160 ms")
	l.Advance(applied + 2200*sim.Microsecond)
	c := cellAt(staged(desk(l)), n, next)
	require.Zero(t, c.Fill)
	require.InDelta(t, 0.5, c.Tick, 0.01, "60 of 120 ms")
	still := desk(l)
	still.Still = true
	require.Zero(t, cellAt(staged(still), n, next).Tick)
}

func TestWhatIsOverwrittenIsStruckWhileTheDiskStillHasIt(t *testing.T) {
	l := newLab(t, 5, 1)
	write(t, l, "a")
	old := leaderOf(l)
	isolate(t, l, old)
	index := lab.MemberAt(l.World(), old).Raft().Log().Last() + 1
	url := lab.MemberAt(l.World(), old).Self().ClientURLs[0]
	require.NoError(t, l.Type("A", "etcdctl --endpoints="+url+" put lost v"))
	until(t, l, func() bool { return leaderOf(l) != old })
	l.Advance(l.Now() + 100*sim.Millisecond)
	c := cellAt(staged(desk(l)), old, index)
	require.Equal(t, scene.Uncommitted, c.State)
	require.Equal(t, "lost", c.Key)
	require.NoError(t, l.Do("heal"))
	until(t, l, func() bool {
		c = cellAt(staged(desk(l)), old, index)
		return c.Overwritten
	})
	require.Equal(t, "lost", c.Key)
	require.EqualValues(t, 2, c.Term)
	l.Advance(l.Now() + 100*sim.Millisecond)
	c = cellAt(staged(desk(l)), old, index)
	require.False(t, c.Overwritten)
	require.EqualValues(t, 3, c.Term)
}

func TestACrashedMemberShowsWhatIsOnItsDisk(t *testing.T) {
	l := newLab(t, 3, 1)
	write(t, l, "a")
	n := follower(l)
	l.Advance(l.Now() + 100*sim.Millisecond)
	require.NoError(t, l.Do("crash "+name(l, n)))
	last := lab.MemberAt(l.World(), n).Stored().Log.Last()
	s := staged(desk(l))
	require.NotEqual(t, scene.None, cellAt(s, n, last).State)
	require.NotEqual(t, scene.Applied, cellAt(s, n, last).State, "what it had applied is lost")
}

func TestMarkersAreTheLeadersView(t *testing.T) {
	l := newLab(t, 5, 1)
	write(t, l, "a")
	l.Advance(l.Now() + 100*sim.Millisecond)
	s := staged(desk(l))
	require.Len(t, s.Logs.Markers, 4, "no row for itself")
	last := lab.MemberAt(l.World(), leaderOf(l)).Raft().Log().Last()
	c := cellAt(s, follower(l), last)
	require.Equal(t, c.X+c.W/2, s.Logs.Markers[0].Match)
	require.Equal(t, float32(61), s.Logs.Markers[0].Next-s.Logs.Markers[0].Match)
	require.True(t, s.Logs.Header)
	require.InDelta(t, c.X+59, s.Logs.Committed, 0.01, "the rule ends with the committed column")
}

func TestJourneysLightTheirStations(t *testing.T) {
	l := newLab(t, 5, 1)
	write(t, l, "a")
	asked := follower(l)
	url := lab.MemberAt(l.World(), asked).Self().ClientURLs[0]
	require.NoError(t, l.Type("A", "etcdctl --endpoints="+url+` put message "hello world"`))
	in := desk(l)
	current := func(s *scene.Scene) string {
		for _, step := range s.Journey.Steps {
			if step.State == scene.Current {
				return step.Text
			}
		}
		return ""
	}
	var seen []string
	var s *scene.Scene
	until(t, l, func() bool {
		in.Journey = journeyOf(l, "A")
		s = staged(in)
		if s.Journey.Title != "put message “hello world”" {
			return false
		}
		if c := current(s); len(seen) == 0 || seen[len(seen)-1] != c {
			seen = append(seen, c)
		}
		return current(s) == "answer"
	})
	index := lab.MemberAt(l.World(), leaderOf(l)).Raft().Log().Last()
	require.Equal(t, "terminal A", seen[0])
	require.Contains(t, seen, name(l, asked))
	require.Contains(t, seen, fmt.Sprintf("entry %d", index))
	require.Contains(t, seen, "2 of 5 disks")
	require.Contains(t, seen, "commit")
	require.Contains(t, seen, "apply")
	require.Len(t, s.Journey.Steps, 8)
	require.Equal(t, "leader", s.Journey.Steps[2].Text)
	require.Contains(t, s.Journey.Note, "from terminal A, answered after ")
	followed := 0
	for _, c := range s.Logs.Columns {
		if c.Followed {
			followed++
			require.Equal(t, fmt.Sprint(index), c.Text)
		}
	}
	require.Equal(t, 1, followed)
	require.NoError(t, l.Type("A", "etcdctl get message"))
	l.Advance(l.Now() + sim.Second)
	in.Journey = journeyOf(l, "A")
	s = staged(in)
	require.Equal(t, "get message", s.Journey.Title)
	require.Equal(t, "answer", current(s))
	require.Equal(t, "quorum confirms", s.Journey.Steps[len(s.Journey.Steps)-2].Text)
}

func TestAJourneyEndsAtWhoWatches(t *testing.T) {
	l := newLab(t, 3, 1)
	require.NoError(t, l.Type("B", "etcdctl watch --prefix mess"))
	l.Advance(l.Now() + sim.Second)
	require.NoError(t, l.Type("A", "etcdctl put message hello"))
	steps := func() []scene.Step {
		in := desk(l)
		in.Journey = journeyOf(l, "A")
		return staged(in).Journey.Steps
	}
	last := func() scene.Step { return steps()[len(steps())-1] }
	require.Equal(t, "watch in B", last().Text)
	require.Equal(t, scene.Ahead, last().State)
	l.Advance(l.Now() + sim.Second)
	require.Equal(t, "watch in B", last().Text)
	require.Equal(t, scene.Current, last().State)
	require.Equal(t, "revision 2", steps()[len(steps())-3].Text)
	require.NoError(t, l.Type("A", "etcdctl put other hello"))
	require.Equal(t, "answer", last().Text, "nobody watches that key")
}

// Who waits for a change is found by the key that the request would change, in the
// store that has it, and not by how either command is written.
func TestAJourneyKnowsTheKeyThatIsWatched(t *testing.T) {
	wait := "curl -s 127.0.0.1:2379/v2/keys/jobs?recursive=true\\&wait=true"
	for _, tt := range []struct{ watch, write, end string }{
		{wait, "curl 127.0.0.1:2379/v2/keys/jobs/1 -XPUT -d value=a", "watch in B"},
		{wait, "curl 127.0.0.1:2379/v2/keys/jobs -XPOST -d value=a", "watch in B"},
		{wait, "curl 127.0.0.1:2379/v2/keys/jobs2 -XPUT -d value=a", "answer"},
		{wait, "curl 127.0.0.1:2379/v2/keys/jobs?quorum=true", "answer"},
		{wait, "etcdctl put jobs a", "answer"},
		{"etcdctl watch 'my jobs'", "etcdctl put 'my jobs' a", "watch in B"},
		{"etcdctl watch jobs", "echo a | etcdctl put --lease=0 jobs", "watch in B"},
		{"etcdctl watch jobs", "curl 127.0.0.1:2379/v2/keys/jobs -XPUT -d value=a", "answer"},
	} {
		l := newLab(t, 3, 1)
		require.NoError(t, l.Type("B", tt.watch))
		l.Advance(l.Now() + sim.Second)
		require.NoError(t, l.Type("A", tt.write))
		l.Advance(l.Now() + 2*sim.Millisecond)
		in := desk(l)
		in.Journey = journeyOf(l, "A")
		require.NotNil(t, in.Journey, tt.write)
		steps := staged(in).Journey.Steps
		require.Equal(t, tt.end, steps[len(steps)-1].Text, "%s, then %s", tt.watch, tt.write)
	}
}

// A journey goes as far into the cluster as the request itself: what becomes an
// entry shows it, and what is refused at the door goes no further.
func TestAJourneyIsAsLongAsTheRequests(t *testing.T) {
	l := newLab(t, 3, 1)
	asked := follower(l)
	url := lab.MemberAt(l.World(), asked).Self().ClientURLs[0]
	entry := func(n int) string {
		return fmt.Sprintf("leader, entry %d, 3 of 3 disks, commit, apply", n)
	}
	n := int(lab.MemberAt(l.World(), asked).Raft().Log().Last())
	for _, c := range []struct{ line, through string }{
		{"etcdctl lease grant 600 --endpoints=" + url, entry(n + 1)},
		{"etcdctl lease list --endpoints=" + url, ""},
		{"etcdctl compact 1 --endpoints=" + url, entry(n + 2)},
		{"etcdctl endpoint status --endpoints=" + url, ""},
		{"curl " + url + "/v2/keys/a -XPUT -d value=b", strings.Replace(entry(n+3), "apply", "v2 index 8", 1)},
		{"curl " + url + "/v2/keys/a", ""},
		{"curl '" + url + "/v2/keys/a?quorum=true'", entry(n + 4)},
		{"curl " + url + `/v3/kv/range -d '{"key":"YQ=="}'`, "leader, quorum confirms"},
		{"curl " + url + `/v3/kv/range -d '{"key":"YQ==","serializable":true}'`, ""},
		{"curl " + url + `/v3/kv/txn -d '{"success":[{"requestRange":{"key":"YQ=="}}]}'`, "leader, quorum confirms"},
		{"curl " + url + `/v3/lease/timetolive -d '{"ID":1}'`, "leader"},
		{"curl " + url + "/v3/kv/put -d '{}'", ""},                   // refused: no key
		{"etcdctl member remove 1 --endpoints=" + url, entry(n + 5)}, // refused where it is applied
		{"etcdctl member add etcd-04 --learner --peer-urls=http://127.0.0.1:2680 --endpoints=" + url, entry(n + 6)},
	} {
		require.NoError(t, l.Type("A", c.line))
		l.Advance(l.Now() + 500*sim.Millisecond)
		in := desk(l)
		in.Journey = journeyOf(l, "A")
		require.NotNil(t, in.Journey, c.line)
		var steps []string
		for _, s := range staged(in).Journey.Steps {
			steps = append(steps, s.Text)
		}
		want := "terminal A, " + name(l, asked) + ", "
		if c.through != "" {
			want += c.through + ", "
		}
		assert.Equal(t, want+"answer", strings.Join(steps, ", "), c.line)
	}
}

// What is committed has no need of a quorum any more: a member that is added as the
// leader crashes leaves two of four in touch.
func TestAJourneyGoesOnOnceItsEntryIsCommitted(t *testing.T) {
	l := newLab(t, 3, 1)
	l.Advance(l.Now() + 6*sim.Second) // before that, a cluster takes no member
	asked, led := follower(l), leaderOf(l)
	url := lab.MemberAt(l.World(), asked).Self().ClientURLs[0]
	require.NoError(t, l.Type("A", "etcdctl --endpoints="+url+" member add more --peer-urls=http://127.0.0.1:4380"))
	in := desk(l)
	look := func() *scene.Scene {
		in.Journey = journeyOf(l, "A")
		return staged(in)
	}
	until(t, l, func() bool { steps := look().Journey.Steps; return len(steps) > 4 && steps[4].Text == "1 of 3 disks" })
	require.NoError(t, l.Do("crash "+name(l, led)))
	seen := false
	until(t, l, func() bool {
		s := look()
		if in.Journey.Answered == 0 {
			require.False(t, s.Journey.Stopped)
			seen = seen || s.Banner.Kind == scene.NoQuorum
		}
		return in.Journey.Answered != 0
	})
	require.True(t, seen, "meanwhile there is no quorum")
}

func TestAJourneyStopsWhereThereIsNoQuorum(t *testing.T) {
	l := newLab(t, 3, 1)
	n := leaderOf(l)
	for m := range lab.Members(l.World()) {
		if m != n {
			require.NoError(t, l.Do("crash "+name(l, m)))
		}
	}
	url := lab.MemberAt(l.World(), n).Self().ClientURLs[0]
	require.NoError(t, l.Type("A", "etcdctl --endpoints="+url+" put a v"))
	l.Advance(l.Now() + sim.Second)
	in := desk(l)
	in.Journey = journeyOf(l, "A")
	s := staged(in)
	require.True(t, s.Journey.Stopped)
	require.Equal(t, "1 of 3 disks", s.Journey.Steps[3].Text)
	require.Equal(t, scene.Current, s.Journey.Steps[3].State)
	require.Equal(t, scene.Ahead, s.Journey.Steps[4].State)
}

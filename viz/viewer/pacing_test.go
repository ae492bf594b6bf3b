package viewer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/viewer"
)

// stretch is for how long of the viewer's time a sentence stood.
type stretch struct {
	text   string
	ticks  int
	passed sim.Time
}

// told lets the viewer watch until the playback stands, and returns what was told.
func told(t *testing.T, v *viewer.Viewer, most float64) (list []stretch) {
	t.Helper()
	for range int(most / frame.Seconds()) {
		before := v.Lab().Now()
		text := v.View().Narration.Text
		v.Tick(frame)
		if n := len(list); n == 0 || list[n-1].text != text {
			list = append(list, stretch{text: text})
		}
		last := &list[len(list)-1]
		last.ticks++
		last.passed += v.Lab().Now() - before
		if !v.View().Playing {
			return list
		}
	}
	require.Fail(t, "the playback does not come to an end", "%v", list)
	return nil
}

func TestPlaybackKeepsPaceWithACommand(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Act("follow on"))
	require.Equal(t, "The next command is followed: type one in a terminal.", v.View().Toast.Text)
	require.True(t, v.View().Follow)
	other := "etcd-01"
	if leader(v.Lab().World()) == other {
		other = "etcd-02"
	}
	port := map[string]string{"etcd-01": "2379", "etcd-02": "2479"}[other]
	require.NoError(t, v.Type("A", "etcdctl --endpoints=127.0.0.1:"+port+" put message hello"))
	list := told(t, v, 30)
	f, ok := v.Lab().Waterfall(lab.TerminalNamed(v.Lab().World(), "A"))
	require.True(t, ok)
	require.Equal(t, f.Answered, v.Lab().Now(), "it stands where the answer has come")

	require.Len(t, list, len(f.Legs)+1, "each leg has its sentence, and the end")
	for i, leg := range f.Legs {
		require.InDelta(t, 1.1, float64(list[i].ticks)*frame.Seconds(), 0.1, "about a second each: %s", list[i].text)
		require.InDelta(t, float64(leg.To-leg.From), float64(list[i].passed), float64(sim.Millisecond), list[i].text)
	}
	for i, part := range []string{"Terminal A asks " + other, other + " does not lead", "will complete the quorum", "writes entry", "with that a quorum has it",
		"is committed", "applies entry", other + " answers terminal A"} {
		require.Contains(t, list[i].text, part)
	}
	require.Contains(t, v.View().Narration.Text, "Terminal A has its answer after")
	require.Equal(t, "§8", legSection(t, v, "does not lead"))
}

// legSection shows the followed command once more and returns the section beside a
// sentence.
func legSection(t *testing.T, v *viewer.Viewer, part string) string {
	t.Helper()
	require.NoError(t, v.Act("follow off"))
	require.NoError(t, v.Act("follow toggle")) // it was answered: it is shown again
	for range 2000 {
		v.Tick(frame)
		if n := v.View().Narration; strings.Contains(n.Text, part) {
			return n.Section
		}
	}
	require.Fail(t, "not told", part)
	return ""
}

func TestWatchersAreFollowedToo(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Act("do link all latency=30ms"))
	require.NoError(t, v.Type("B", "etcdctl --endpoints=127.0.0.1:2579 watch message"))
	v.Lab().Advance(v.Lab().Now() + sim.Second)
	require.NoError(t, v.Act("follow on"))
	require.NoError(t, v.Type("A", "etcdctl put message hello"))
	list := told(t, v, 30)
	all := ""
	for _, s := range list {
		all += s.text + "\n"
	}
	require.Contains(t, all, "terminal B, which watches")
}

// What only the leader knows is asked of it, and every request of a line is told by the
// line that it is of.
func TestALeaseIsAskedOfTheLeaderAndARequestKeepsItsName(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	require.NotEqual(t, "etcd-01", leader(v.Lab().World()))
	granted, err := v.Lab().Run("A", "etcdctl lease grant 60")
	require.NoError(t, err)
	v.Lab().Advance(v.Lab().Now() + sim.Second)
	lease := strings.Fields(granted.Stdout)[1]
	all := func(line string) (text string) {
		v.Lab().Advance(v.Lab().Now() + sim.Second)
		require.NoError(t, v.Act("follow off"))
		require.NoError(t, v.Type("A", line))
		require.NoError(t, v.Act("follow on"))
		for _, s := range told(t, v, 60) {
			text += s.text + "\n"
		}
		require.NotContains(t, text, "waits")
		require.NotContains(t, text, ": .")
		return text
	}
	for _, line := range []string{"etcdctl lease keep-alive --once " + lease, "etcdctl lease timetolive " + lease} {
		text := all(line)
		require.Contains(t, text, "etcd-01 does not lead, so it asks the leader")
		require.Contains(t, text, "tells etcd-01 how long the lease has left")
	}
	require.Contains(t, all("etcdctl lock l echo hi"), "Terminal A asks etcd-01: lock l echo hi.")
	require.Contains(t, all("etcdctl put a 1"), "with it the store is at revision")
	require.Contains(t, all("curl http://127.0.0.1:2379/v2/keys/a -XPUT -d value=1"), "with it the store of v2 is at index")
}

// What goes wrong with a request under way is told as it is: what is waited for, and no
// word of an entry that is another's.
func TestARequestIsFollowedThroughTrouble(t *testing.T) {
	for _, c := range []struct {
		line, when, does string
		says, not        []string
	}{
		{"etcdctl put a 1", "has the request in its log", "crash etcd-05",
			[]string{"etcd-03 hears no leader until its election timer runs out", "asks for votes; that of etcd-01 will decide", "etcd-01 gives its vote to etcd-03", "has its answer"}, nil},
		{"etcdctl put a 1", "has the request in its log", "partition etcd-05 | etcd-01,etcd-02,etcd-03,etcd-04",
			[]string{"etcd-05 waits: less than a quorum has entry 13 on disk", "has given up"}, []string{"etcd-01 applies entry 13", "etcd-01 answers"}},
		{"etcdctl put a 1", "does not lead", "crash etcd-01", []string{"the member went down"}, []string{"up to which index", "never arrives"}},
		{"etcdctl put a 1", "asks etcd-01", "crash etcd-05", []string{"but it never arrives there", "has given up"}, []string{"up to which index"}},
		{"etcdctl get a", "asks etcd-01", "crash etcd-05",
			[]string{"an entry that has to be committed before anything is read", "the entry is on its disk", "has its answer"}, []string{"entry 0"}},
		{"etcdctl get a", "asks all others", "crash etcd-02,etcd-03,etcd-04", []string{"less than a quorum has confirmed that it leads"}, nil},
	} {
		v := ledViewer(t, lab.Config{Seed: 1})
		require.Equal(t, "etcd-05", leader(v.Lab().World()))
		require.NoError(t, v.Act("follow on"))
		require.NoError(t, v.Type("A", c.line))
		for range 2000 {
			if strings.Contains(v.View().Narration.Text, c.when) {
				break
			}
			v.Tick(frame)
		}
		require.Contains(t, v.View().Narration.Text, c.when, c.line)
		verb, members, _ := strings.Cut(c.does, " ")
		if verb == "crash" {
			for _, name := range strings.Split(members, ",") {
				require.NoError(t, v.Act("do crash "+name))
			}
		} else {
			require.NoError(t, v.Act("do "+c.does))
		}
		all := ""
		for range 4000 {
			v.Tick(frame)
			if text := v.View().Narration.Text; !strings.HasSuffix(all, text+"\n") {
				all += text + "\n"
			}
			if !v.View().Playing {
				break
			}
		}
		for _, part := range c.says {
			require.Contains(t, all, part, c.line+": "+c.does)
		}
		for _, part := range append(c.not, "etcd-03 waits.", "etcd-01 waits.") {
			require.NotContains(t, all, part, c.line+": "+c.does)
		}
	}
}

func TestFollowingIsAFunctionOfTheWorldAlone(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	plain := ledViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Act("follow on"))
	for _, x := range []*viewer.Viewer{v, plain} {
		require.NoError(t, x.Type("A", "etcdctl put message hello"))
	}
	told(t, v, 30)
	plain.Lab().Advance(v.Lab().Now())
	require.Equal(t, string(lab.AppendState(nil, plain.Lab().World())), string(lab.AppendState(nil, v.Lab().World())), "looking ahead changes nothing")
}

func TestARequestThatGetsNoAnswerIsFollowedToWhereItWaits(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1, Members: 3})
	l := leader(v.Lab().World())
	for _, name := range []string{"etcd-01", "etcd-02", "etcd-03"} {
		if name != l {
			require.NoError(t, v.Act("do crash "+name))
		}
	}
	port := map[string]string{"etcd-01": "2379", "etcd-02": "2479", "etcd-03": "2579"}[l]
	require.NoError(t, v.Act("follow on"))
	require.NoError(t, v.Type("A", "etcdctl --endpoints=127.0.0.1:"+port+" put message hello"))
	list := told(t, v, 60)
	require.Contains(t, list[len(list)-2].text, "waits: less than a quorum has entry")
	require.Contains(t, v.View().Narration.Text, "has given up after")
}

package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/check"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

func encoded(m *check.Monitor) []byte {
	c := wire.NewEncoder(nil)
	m.Code(c)
	return c.Encoded()
}

func decoded(t require.TestingT, data []byte) *check.Monitor {
	c, m := wire.NewDecoder(data), check.New()
	m.Code(c)
	require.NoError(t, c.Err())
	require.Zero(t, c.Rest())
	return m
}

// fact draws something and tells it to all, whether it makes sense or not.
func fact(t *rapid.T, at check.At, all ...*check.Monitor) {
	n := sim.Node(rapid.IntRange(1, 4).Draw(t, "node"))
	term := rapid.Uint64Range(1, 5).Draw(t, "term")
	index := rapid.Uint64Range(1, all[0].Last(n)+1).Draw(t, "index")
	kind := rapid.SampledFrom([]string{"append", "append", "append", "append", "write", "durable", "promise", "lead", "follow", "commit", "apply", "answer", "install", "restore", "restart", "ask", "ask", "tell", "tell", "abandon", "configure", "heal", "disturb", "pass", "leave", "compact"}).Draw(t, "kind")
	what := rapid.Uint64Range(1, 2).Draw(t, "what")
	client := sim.FirstClient + sim.Node(what)
	for _, m := range all {
		switch kind {
		case "append":
			m.Appended(at, n, index, term, what)
		case "write":
			m.Wrote(at, n, sim.WriteSeq(at.Event), term, sim.Node(what))
		case "durable":
			m.Durable(n, sim.WriteSeq(at.Event)-sim.WriteSeq(index))
		case "promise":
			m.Promised(at, n, check.Promise{Term: term, Vote: sim.Node(what - 1), Index: index - 1})
		case "lead":
			m.Led(at, n, term)
		case "follow":
			m.Followed(at, n, sim.Node(what), term)
		case "commit":
			m.Committed(at, n, index)
		case "apply":
			m.Applied(at, n, index, 0)
		case "answer":
			m.Acknowledged(at, n, index)
		case "install":
			m.Installed(at, n, index)
		case "restore":
			m.Restored(at, n, index-1, 0)
		case "ask":
			m.Asked(at, n, client, what, term == 5)
		case "tell":
			m.Answered(at, n, client, what, check.Outcome{Revision: index, Modified: term, Key: term, V2: what == 2, Write: term < 3})
		case "abandon":
			m.Abandoned(n, client, what)
		case "configure":
			m.Configured(at, n, check.ID(n), check.Configuration{Voters: []check.ID{1, 2, 3, 4}[:term-1], Outgoing: []check.ID{1, 2}[:what-1]})
		case "heal":
			m.Healed(at.Time, check.Patience{Leader: sim.Time(term), Answer: sim.Time(index)})
		case "disturb":
			m.Disturbed()
		case "pass":
			m.Passed(at)
		case "compact":
			m.Compacted(n, index)
		case "leave":
			m.Left(n)
		case "restart":
			m.Restarted(at, n, sim.WriteSeq(at.Event)-sim.WriteSeq(index))
		}
	}
}

// A clone and a decoded copy go on as the original does, and what is told to
// one is nothing to the other.
func TestClonesAndCopiesGoOnAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := check.New()
		event := sim.EventID(0)
		at := func() check.At { event++; return check.At{Time: sim.Time(event), Event: event} }
		for range rapid.IntRange(0, 300).Draw(t, "before") {
			fact(t, at(), m)
		}
		frozen := m.Clone().(*check.Monitor)
		before := encoded(m)
		clone := m.Clone().(*check.Monitor)
		copied := decoded(t, before)
		require.Equal(t, before, encoded(clone))
		for range rapid.IntRange(0, 100).Draw(t, "after") {
			fact(t, at(), m, clone, copied)
		}
		require.Equal(t, encoded(m), encoded(clone))
		require.Equal(t, encoded(m), encoded(copied))
		require.Equal(t, before, encoded(frozen))
	})
}

// naive holds all logs as lists and compares them entry by entry.
type naive struct {
	logs map[sim.Node][][2]uint64
	all  [][][2]uint64 // every log that there ever was
}

func (x *naive) append(n sim.Node, index, term, what uint64) {
	log := x.logs[n]
	e := [2]uint64{term, what}
	if int(index) <= len(log) && log[index-1] == e {
		return
	}
	log = append(log[:index-1:index-1], e)
	x.logs[n] = log
	x.all = append(x.all, log)
}

func (x *naive) matching() bool {
	for _, a := range x.all {
		for _, b := range x.all {
			for i := min(len(a), len(b)) - 1; i >= 0; i-- {
				if a[i][0] != b[i][0] {
					continue
				}
				for k := range i + 1 {
					if a[k] != b[k] {
						return false
					}
				}
				break
			}
		}
	}
	return true
}

func TestLogMatchingIsWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, x := check.New(), &naive{logs: map[sim.Node][][2]uint64{}}
		for range rapid.IntRange(1, 40).Draw(t, "entries") {
			n := sim.Node(rapid.IntRange(1, 3).Draw(t, "node"))
			index := rapid.Uint64Range(1, m.Last(n)+1).Draw(t, "index")
			term := rapid.Uint64Range(1, 6).Draw(t, "term")
			what := uint64(rapid.SampledFrom([]int{1, 1, 1, 1, 1, 2}).Draw(t, "what"))
			m.Appended(check.At{}, n, index, term, what)
			x.append(n, index, term, what)
			require.EqualValues(t, len(x.logs[n]), m.Last(n))
		}
		require.Equal(t, x.matching(), len(m.Found()) == 0)
	})
}

func FuzzDecodedMonitorsCanBeTold(f *testing.F) {
	c := newCluster(3)
	c.has(1, 0, 1, 1, 2).has(2, 0, 1, 3, 3).has(2, 1, 4)
	c.Led(c.at(), 1, 2)
	c.Committed(c.at(), 1, 3)
	c.Led(c.at(), 2, 4)
	c.Applied(c.at(), 1, 1, 0)
	c.Acknowledged(c.at(), 1, 3)
	f.Add(encoded(c.Monitor))
	f.Add(encoded(check.New()))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, m := wire.NewDecoder(data), check.New()
		m.Code(d)
		for n := sim.Node(1); n <= 3; n++ {
			at := check.At{Event: sim.EventID(n)}
			m.Led(at, n, uint64(n)+3)
			m.Applied(at, n, 1, 0)
			m.Acknowledged(at, n, m.Last(n))
			m.Appended(at, n, m.Last(n)+1, 9, 9)
			m.Wrote(at, n, 9, 9, n)
			m.Durable(n, 9)
			m.Promised(at, n, check.Promise{Term: 9, Index: 2})
			m.Committed(at, n, m.Last(n))
			m.Installed(at, n, 2)
			m.Restored(at, n, 2, 0)
			m.Asked(at, n, sim.FirstClient, 1, false)
			m.Answered(at, n, sim.FirstClient, 1, check.Outcome{Revision: 7, Key: 5, Write: true})
			m.Configured(at, n, check.ID(n), check.Configuration{Voters: []check.ID{1, 2}})
			m.Healed(1, check.Patience{})
			m.Passed(at)
			m.Restarted(at, n, 100)
		}
		require.Equal(t, encoded(m), encoded(decoded(t, encoded(m))))
	})
}

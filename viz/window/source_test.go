package window

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// book is a small text of a rule, as the page and the desktop have them all.
const book = `{"rules": {"countVote": {"file": "core/raft/election.go", "first": 150, "lines": [
	[{"t": "// countVote counts a vote, and makes the candidate leader when it has a quorum.", "k": 2}],
	[{"t": "func", "k": 1}, {"t": " (s *Server) countVote(out Effects) {"}],
	[{"t": "   "}, {"t": "if", "k": 1}, {"t": " won {"}],
	[{"t": "      s.becomeLeader(WonElection{})"}]]}},
	"keys": {"WonElection": {"rule": "countVote", "marks": [{"from": 152, "to": 153}]}}}`

// The code that runs is read in the window, long lines whole, with the lines
// that ran on another ground.
func TestTheCodeIsReadInTheWindow(t *testing.T) {
	p := sit(t, 1440, 900)
	p.steady()
	elected := sim.EventID(0)
	trace := p.lab.World().Trace()
	for id := trace.First(); id < trace.Next(); id++ {
		if e, _ := trace.At(id); e.Kind.String() == "became-leader" {
			elected = id
		}
	}
	p.ticks(func() {
		require.Contains(t, p.w.viewer.Call("source", fmt.Sprintf(`{"text": %q}`, book)), "ok")
		require.NoError(t, p.w.viewer.Act(fmt.Sprint("code ", elected)))
	})
	p.wait(0)
	all := strings.Join(p.texts(), "\n")
	for _, text := range []string{"core/raft/election.go", "152", "s.becomeLeader(WonElection{})", "// countVote counts a vote, and makes the ", "candidate leader when it has a quorum."} {
		require.Contains(t, all, text)
	}
	require.Contains(t, strings.Join(strings.Fields(all), " "), "If votes received from majority of servers: become leader")
}

func TestLinesBreakBetweenWords(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		first   string
	}{
		{"one two", 7, "one two"}, {"one two", 6, "one "}, {"one two", 4, "one "}, {"one", 2, "on"}, {"one", 0, "o"}, {"选举 二", 3, "选举 "},
	} {
		require.Equal(t, c.first, c.text[:fitting(c.text, c.columns)], c.text)
	}
}

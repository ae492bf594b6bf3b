package passages

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/core/passage"
)

// shown is a rule with the marked lines behind a bar.
func shown(b *passage.Book, key string) string {
	place := b.Keys[key]
	rule := b.Rules[place.Rule]
	var text strings.Builder
	for i, line := range rule.Lines {
		bar := "  "
		if place.Marked(rule.First + i) {
			bar = "| "
		}
		text.WriteString(bar)
		for _, run := range line {
			text.WriteString(run.Text)
		}
		text.WriteByte('\n')
	}
	return text.String()
}

// What is marked is the branch that was taken, with the conditions that led
// there and where its reason goes.
func TestTheBranchIsMarked(t *testing.T) {
	b, err := Book()
	require.NoError(t, err)
	text := shown(b, "StaleTerm PreVoteReply")
	require.Equal(t, "core/raft/prevote.go", b.Rules["handlePreVote"].File)
	require.Contains(t, text, "|    case stands < s.term:\n|       why = StaleTerm{Theirs: m.Term, Ours: s.term}\n     case s.hearsLeader(now):\n")
	require.Contains(t, text, "|    s.promise(m.From, reply, s.disk.hardSeq, why)\n")
	require.Contains(t, shown(b, "received PreVote"), "| func (s *Server) handlePreVote(now Time, m PreVote) {\n")

	text = shown(b, "StoredByQuorum")
	require.True(t, strings.HasPrefix(text, "  // advanceCommit commits what a quorum has, Figure 2"), text)
	require.Contains(t, text, "|    out.Commit(n, s.said.storedByQuorum(")
	require.Equal(t, 1, strings.Count(text, "\n|"), text)
	require.Contains(t, shown(b, "CompactLog first"), "|       out.Write(")
	require.Contains(t, shown(b, "CompactLog"), "|    if d.dirty() {")
}

// Keywords and comments are told apart from the rest, and a line is whole.
func TestLinesAreCutWhereTheyChange(t *testing.T) {
	b, err := Book()
	require.NoError(t, err)
	first := b.Rules["startElection"].Lines
	require.Equal(t, passage.Line{{Text: "// startElection is what a follower or candidate does whose timer has run out,", Kind: passage.Comment}}, first[0])
	i := len(first) - 1
	for ; !strings.HasPrefix(first[i][0].Text, "func"); i-- {
	}
	require.Equal(t, passage.Line{{Text: "func", Kind: passage.Keyword}, {Text: " (s *Server) startElection(now Time, out Effects) {"}}, first[i])
	require.Equal(t, passage.Line{{Text: "   "}, {Text: "if", Kind: passage.Keyword}, {Text: " s.role == Leader || !s.mayStand() {"}}, first[i+1])
}

// Beside each rule stands the paper's sentence, or the dissertation's.
func TestEveryRuleHasItsSentence(t *testing.T) {
	b, err := Book()
	require.NoError(t, err)
	for function := range b.Rules {
		for _, lang := range narrate.Langs() {
			source, text, ok := narrate.Passage(lang, function)
			require.True(t, ok, function)
			require.NotEmpty(t, source, function)
			require.NotEmpty(t, text, function)
		}
	}
}

// A book says what it was made of, and reads back as it was written.
func TestABookIsJSON(t *testing.T) {
	b, err := Book()
	require.NoError(t, err)
	text, err := JSON()
	require.NoError(t, err)
	read, err := passage.Parse(text)
	require.NoError(t, err)
	require.Equal(t, b, read)
}

// What leads nowhere, or is led to by nothing, is an error that says what.
func TestAHoleIsAnError(t *testing.T) {
	const head = "package raft\nfunc (Won) reason() {}\nfunc (s *Server) receive() {}\n"
	tables := []struct{ text, says string }{
		{"package", "expected 'IDENT'"},
		{"package raft\nfunc (Won) reason() {}", "no method receive"},
		{head, "Server has no method"},
	}
	for _, c := range tables {
		text, err := Parse(fstest.MapFS{"a.go": {Data: []byte(c.text)}})
		if err == nil {
			_, err = text.Book()
		}
		require.ErrorContains(t, err, c.says, c.text)
	}
}

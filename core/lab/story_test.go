package lab

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// A story that goes on in small pieces, as a page plays it, is the same story.
func TestAStoryInPiecesIsTheSameStory(t *testing.T) {
	for _, name := range []string{"figure-8", "split-vote", "stale-read-after-pause"} {
		s, err := FindScenario(name)
		require.NoError(t, err)
		whole, err := s.Play(3, false)
		require.NoError(t, err)

		config := s.config
		config.Seed = 3
		l := newOf(t, config)
		var moves []Move
		for _, m := range s.moves {
			if m.only != "off" {
				moves = append(moves, m.Move)
			}
		}
		story := NewStory(l, moves)
		for done := false; !done; {
			done, err = story.Run(7)
			require.NoError(t, err, "line %d", story.Line())
		}
		require.Equal(t, whole.Link(), l.Link())
	}
}

func TestWhatIsTypedIsAwaited(t *testing.T) {
	l := newOf(t, Config{Members: 3, Seed: 1})
	story := NewStory(l, []Move{{Text: "wait leader"},
		{Text: "etcdctl put k v", Terminal: "A", Await: true}, {Text: "expect A.stdout == OK"},
		{Text: `curl -sN http://127.0.0.1:2379/v3/watch -d '{"create_request":{"key":"aw=="}}'`, Terminal: "B"}, {Text: "sleep 1s"},
		{Text: "etcdctl put k w", Terminal: "A", Await: true}, {Text: `until B.output contains '"value":"dw=="'`},
		{Text: "until members.etcd-01.hash == $members.etcd-02.hash"}, {Text: "expect A.stdout != $B.output"},
		{Text: "crash 1"}, {Text: "wait became-follower --for 20s"}})
	done, err := story.Run(1 << 62)
	require.NoError(t, err)
	require.True(t, done)
}

func TestAStoryThatCannotGoOnSaysWhy(t *testing.T) {
	for _, tc := range []struct {
		move Move
		want string
	}{
		{Move{Text: "sleep 100", Terminal: "A", Await: true}, "sleep 100: it has not ended (a line that goes on by itself is given by: type A …) after 60 s"},
		{Move{Text: "wait for godot"}, `wait: "for godot" is nothing to wait for`},
		{Move{Text: "wait"}, "wait: for what?"},
		{Move{Text: "wait became-leader --for 1ms"}, "wait became-leader --for 1ms: it has not come after 0.001 s"},
		{Move{Text: "wait leader --for ever"}, `"ever" is no moment`},
		{Move{Text: "expect time_ms == $seed"}, "time_ms is 0, expected == 1"},
		{Move{Text: "expect time_ms == $speed"}, `state has no "speed"`},
		{Move{Text: `expect time_ms == "a b"`}, `expected == "a b"`},
	} {
		_, err := NewStory(newOf(t, Config{Members: 3, Seed: 1}), []Move{tc.move}).Run(1 << 62)
		require.ErrorContains(t, err, tc.want)
	}
}

func TestTheFormOfAMoveIsCheckedWithoutAWorld(t *testing.T) {
	for text, want := range map[string]string{
		"sleep long":               `"long" is no moment`,
		"expect a == b c":          "'c' is one word too many",
		"expect a is b":            "'is' does not compare",
		"until x":                  "usage: expect PATH OP VALUE",
		"wait x --for":             `"" is no moment`,
		"wait for-godot":           `"for-godot" is nothing to wait for`,
		"wait leader now":          `"leader now" is nothing to wait for`,
		"wait commit":              "commit: needs an index",
		"wait applied -1":          `applied: "-1" is no index`,
		"wait leader --for 1s":     "",
		"wait  leader  --for 1s":   "",
		"wait commit 9":            "",
		"wait became-leader":       "",
		`expect seed == "b c"`:     "",
		"expect seed == $sed":      `state has no "sed"; it has clients, cuts, events,`,
		"crash 1":                  "",
		"until seed == 1 --for=5s": "",
	} {
		err := CheckMove(Move{Text: text})
		if want == "" {
			require.NoError(t, err, text)
			continue
		}
		require.ErrorContains(t, err, want, text)
	}
}

// The past of a lab up to a moment is a lab of its own.
func TestALabUpToAMomentGoesItsOwnWay(t *testing.T) {
	l := newOf(t, Config{Members: 3, Seed: 1})
	l.Advance(sim.Second)
	require.NoError(t, l.Do("crash 1"))
	then := l.Now()
	l.Advance(2 * sim.Second)
	require.NoError(t, l.Do("restart 1"))
	l.Advance(3 * sim.Second)
	link := l.Link()

	other := l.UpTo(then)
	require.Equal(t, then, other.Now())
	require.Equal(t, then, other.Frontier())
	require.Len(t, other.Inputs(), 1)
	var marks []Mark
	for _, m := range l.Marks() {
		if m.Time <= then {
			marks = append(marks, m)
		}
	}
	require.NotEmpty(t, marks)
	require.Equal(t, marks, other.Marks(), "each once")
	require.NoError(t, other.Do("crash 2"))
	other.Advance(3 * sim.Second)
	other.Seek(0)
	require.Equal(t, link, l.Link())
	l.Seek(then)
	other.Seek(then)
	require.Equal(t, string(AppendState(nil, l.World())), string(AppendState(nil, other.World())))
}

// What is looked up often is what the state says.
func TestFieldsOfMembersAreThoseOfTheState(t *testing.T) {
	l := newOf(t, Config{Members: 3, Seed: 1})
	for range 40 {
		l.Advance(l.Now() + 50*sim.Millisecond)
		var state map[string]any
		require.NoError(t, json.Unmarshal(AppendState(nil, l.World()), &state))
		for _, m := range state["members"].([]any) {
			fields := m.(map[string]any)
			for _, field := range strings.Fields("up role term vote leader commit applied") {
				got, ok := memberField(l.World(), fmt.Sprintf("members.%s.%s", fields["name"], field))
				require.True(t, ok, field)
				require.Equal(t, fmt.Sprint(fields[field]), got, field)
			}
		}
	}
}

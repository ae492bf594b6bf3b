package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASweepEndsWithItsSums(t *testing.T) {
	code, out, errs := invoke(t, "check", "--seeds", "1-20")
	require.Zero(t, code, out+errs)
	require.Regexp(t, `^20 worlds, [0-9]{4,} events, 0 violations\n$`, out)
	require.Empty(t, errs, "nobody watches")

	_, again, _ := invoke(t, "check", "--seeds", "1-20")
	require.Equal(t, out, again, "the same seeds are the same worlds")
}

func TestAViolationIsToldWithSeedScriptAndLink(t *testing.T) {
	code, out, _ := invoke(t, "check", "--seeds", "1-30", "--rule", "consistency-check=off", "--nodes", "3")
	require.Equal(t, exitFailed, code)
	require.Regexp(t, `(?m)^seed [0-9]+: [a-z-]+ is violated at [0-9.]+ ms: `, out)
	require.Regexp(t, `a world of modified Raft \(consistency-check off\):\n\nhttp://localhost:8080/#w=[\w-]+&modified=consistency-check\n`, out)
	require.Regexp(t, `30 worlds, [0-9]+ events, [1-9][0-9]* violations\n$`, out)

	_, rest, found := strings.Cut(out, "runs them:\n\n")
	require.True(t, found)
	script, _, _ := strings.Cut(rest, "\n\n")
	file := filepath.Join(t.TempDir(), "script")
	require.NoError(t, os.WriteFile(file, []byte(script), 0o600))
	code, stdout, _ := invoke(t, "shell", file)
	require.NotZero(t, code)
	require.Contains(t, stdout, " is violated by ")
}

func TestASweepAsJSON(t *testing.T) {
	code, out, _ := invoke(t, "check", "--seeds", "1-5", "--rule", "append-durable=off", "--json")
	require.Equal(t, exitFailed, code)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var first, shrunk violationRecord
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &first))
	require.Equal(t, "durable-before-promised", first.Property)
	require.EqualValues(t, 1, first.Seed)
	require.NoError(t, json.Unmarshal([]byte(lines[len(lines)-2]), &shrunk))
	require.True(t, shrunk.Shrunk)
	for _, r := range []violationRecord{first, shrunk} {
		require.Contains(t, r.Script, "world --nodes ")
		require.Regexp(t, `#w=[\w-]+&modified=append-durable$`, r.Link)
		require.Equal(t, []string{"append-durable"}, r.Modified)
	}
	require.LessOrEqual(t, shrunk.Inputs, first.Inputs)
	var total sums
	require.NoError(t, json.Unmarshal([]byte(lines[len(lines)-1]), &total))
	require.EqualValues(t, 5, total.Worlds)
	require.Positive(t, total.Violations)
}

func TestBadFlagsOfASweepAreToldInWords(t *testing.T) {
	for _, tc := range []struct {
		args []string
		want string
	}{
		{[]string{"--seeds", "9-1"}, "the first seed, 9, is higher than the last, 1"},
		{[]string{"--seeds", "some"}, "seeds are written A-B, as in 1-1000"},
		{[]string{"--seeds", "-5"}, "seeds are written A-B"},
		{[]string{"--nodes", "0"}, "raftarium check: --nodes 0: clusters have 1 to 101 members\n"},
		{[]string{"--nodes", "102"}, "raftarium check: --nodes 102: clusters have 1 to 101 members\n"},
		{[]string{"--steps", "0"}, "raftarium check: --steps 0: a world gets 1 to 1000000 faults\n"},
		{[]string{"--faults", "flood"}, `there is no fault "flood": there are loss, `},
		{[]string{"--faults", ""}, "no fault is named"},
		{[]string{"--rule", "vote-twice=off"}, `raftarium check: there is no rule "vote-twice": there are vote-once, `},
		{[]string{"--rule", "vote-once"}, "a rule is switched off by NAME=off"},
		{[]string{"--swim"}, "flag provided but not defined"},
		{[]string{"1-100"}, `raftarium check: "1-100" is not understood: there are flags only`},
	} {
		t.Run(strings.Join(tc.args, " "), func(t *testing.T) {
			code, out, errs := invoke(t, append([]string{"check"}, tc.args...)...)
			require.Equal(t, exitUsage, code)
			require.Empty(t, out)
			require.Contains(t, errs, tc.want)
		})
	}
}

func TestWhatCouldNotBeJudgedIsTold(t *testing.T) {
	var out strings.Builder
	(&words{std: streams{out: &out}}).sums(sums{Worlds: 3, Events: 900, Undecided: 2})
	require.Equal(t, "2 keys have histories that are too hard to judge: whether they are linearizable is not known\n3 worlds, 900 events, 0 violations\n", out.String())
	out.Reset()
	(&records{std: streams{out: &out}}).sums(sums{Worlds: 3, Events: 900, Undecided: 2})
	require.JSONEq(t, `{"worlds": 3, "events": 900, "violations": 0, "undecided": 2}`, out.String())
}

package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
)

func TestScenariosThatCannotBeAreToldInWords(t *testing.T) {
	for text, want := range map[string]string{
		"cluster: many\n\n":        `line 1: "many" is no number of members`,
		"cluster: 102\n\n":         "it can have 1 to 101",
		"rule: fly\n\n":            `there is no rule "fly"`,
		"title: x\n\n":             `line 1: "title: x" says nothing of a scenario`,
		"times: short\n\n":         `with the times "short"`,
		"cluster: 3 --bare\n\nfly": "",
	} {
		_, err := parseScenario("x", text)
		if want == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, want, text)
	}
	_, err := FindScenario("figure-9")
	require.ErrorContains(t, err, `no scenario "figure-9": they are vote-once, `)
}

func TestAScenarioSaysWhichLineFails(t *testing.T) {
	for text, want := range map[string]string{
		"fly":                                  "scenario x, line 3: fly: no verb that changes the world",
		"# first\nexpect time_ms == 1":         "scenario x, line 4: expect: time_ms is 0, expected == 1",
		"until members.etcd-01.term == 5":      "scenario x, line 3: until members.etcd-01.term == 5: members.etcd-01.term is 1, expected == 5 after 10 s",
		"until members.etcd-09.term == 5":      "line 3: until members.etcd-09.term == 5: state.members has no \"etcd-09\"",
		"sleep long":                           `line 3: "long" is no moment`,
		"Z: echo":                              `no terminal "Z" is open`,
		"A: echo {3 ab}\nexpect A.stdout == x": "A.stdout is ababab, expected == x",
		"expect A.speed == 1":                  "there are A.stdout, A.stderr, A.code and A.output, not A.speed",
	} {
		s, err := parseScenario("x", "cluster: 1 --bare\n\n"+text)
		require.NoError(t, err)
		_, err = s.Play(1, false)
		require.ErrorContains(t, err, want)
	}
}

func TestEveryScenarioSaysWhatItIsAbout(t *testing.T) {
	for _, s := range Scenarios() {
		for _, lang := range narrate.Langs() {
			require.NotContains(t, s.Title(lang), "scenario.", s.Name)
			require.NotContains(t, s.About(lang), "scenario.", s.Name)
		}
	}
}

func TestAScenarioIsPlayedByAVerbOutsideTheWorld(t *testing.T) {
	l := newOf(t, Config{Seed: 3})
	r, err := l.Run("A", "scenario")
	require.NoError(t, err)
	require.Contains(t, r.Stdout, "vote-once                  §5.2      Without: vote once a term\n")
	r, err = l.Run("A", "scenario vote-once")
	require.NoError(t, err)
	require.Zero(t, r.Code, r.Stderr)
	require.Contains(t, r.Stdout, "election-safety is violated by etcd-01 and etcd-03 in term 1")
	r, _ = l.Run("A", "expect modified_rules contains vote-once")
	require.Zero(t, r.Code, r.Stderr)
	r, _ = l.Run("A", "scenario vote-once --with-rule")
	require.Contains(t, r.Stdout, "election-safety holds\n")
	r, _ = l.Run("A", "scenario fly")
	require.Contains(t, r.Stderr, "raftarium: scenario: no scenario \"fly\": they are ")
	r, _ = l.Run("A", "scenario vote-once --fast")
	require.Contains(t, r.Stderr, "there is --with-rule")
}

// What a scenario did is a history like any other: its link leads to the same
// state.
func TestAScenarioIsAHistory(t *testing.T) {
	l := play(t, "commit-own-term", true, 1)
	opened, err := Open(l.Link())
	require.NoError(t, err)
	require.Equal(t, string(AppendState(nil, l.World())), string(AppendState(nil, opened.World())))
	require.Equal(t, Violations(l.World()), Violations(opened.World()))
}

// The stories that prove no rule go as they say, and violate what they say.
func TestScenariosGoAsTheySay(t *testing.T) {
	for _, s := range Scenarios() {
		if s.Rule != "" {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			for seed := uint64(1); seed <= 8; seed++ {
				_, err := s.Play(seed, false)
				require.NoError(t, err, "seed %d", seed)
			}
		})
	}
}

package lab

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPathThatLeadsNowhereIsToldWithoutAWorld(t *testing.T) {
	for path, want := range map[string]string{
		"time_ms":                        "",
		"events":                         "",
		"members":                        "",
		"members.etcd-01.role":           "",
		"members.etcd-01.log.2.term":     "",
		"members.0.config.voters":        "",
		"options.pre-vote":               "",
		"modified_rules.0":               "",
		"A.output":                       "",
		"membrs.etcd-01.role":            `state has no "membrs"; it has clients, cuts,`,
		"members.etcd-01.rôle":           `state.members.etcd-01 has no "rôle"; it has applied, changes,`,
		"members.etcd-01.log.2.trem":     `state.members.etcd-01.log.2 has no "trem"; it has committed, durable, index, kind, summary, term`,
		"members.etcd-01.term.1":         `state.members.etcd-01.term is a value, there is no "1" in it`,
		"members..role":                  `state.members has no ""`,
		"A.stdin":                        "there are A.stdout, A.stderr, A.code and A.output, not A.stdin",
		"B":                              "there are B.stdout,",
		"":                               `state has no ""`,
		"members.etcd-01.log.2.term.x.y": "is a value",
	} {
		err := CheckPath(path)
		if want == "" {
			require.NoError(t, err, path)
			continue
		}
		require.ErrorContains(t, err, want, path)
	}
}

// The paths are those of the state that there is: in worlds with something in every
// list, each path of the table is met, and no other.
func TestThePathsAreThoseOfTheState(t *testing.T) {
	met := map[string]bool{"events": true}
	look := func(l *Lab) {
		var state any
		require.NoError(t, json.Unmarshal(AppendState(nil, l.world), &state))
		walkPaths(state, "", func(path string) { met[path] = true })
	}
	l := newOf(t, Config{Members: 3, Seed: 1, Profile: EtcdTimes})
	do := func(lines string) {
		var moves []Move
		for _, line := range strings.Split(lines, "\n") {
			m := Move{Text: line}
			if typed, ok := strings.CutPrefix(line, "type "); ok {
				m.Terminal, m.Text, _ = strings.Cut(typed, " ")
			}
			moves = append(moves, m)
		}
		_, err := NewStory(l, moves).Run(1 << 62)
		require.NoError(t, err)
	}
	do("wait leader\ntype A LEASE=$(etcdctl lease grant 60 | awk '{print $2}'); etcdctl put a 1 --lease=$LEASE; etcdctl watch a\ntype B curl -s http://127.0.0.1:2379/v2/keys/b?wait=true\nsleep 1s")
	look(l)
	do("sleep 5s\nmember add --learner\nsleep 2s\nlink all dup=100%\ncut 1 2\nrule vote-once off\ndisk 2 corrupt\nuntil messages contains duplicate")
	look(l)
	for _, path := range []string{ // what needs a world of its own, each held by a test of its own
		"members.*.config.outgoing.*", "violations.*.property", "violations.*.members.*", "violations.*.term", "violations.*.index",
		"violations.*.revision", "violations.*.known_revision", "violations.*.time_ms",
	} {
		met[path] = true
	}
	var known []string
	for _, path := range statePaths {
		known = append(known, strings.Join(path, "."))
		require.True(t, met[known[len(known)-1]], "%s is in no state", known[len(known)-1])
	}
	for path := range met {
		require.True(t, slices.ContainsFunc(known, func(k string) bool { return k == path || strings.HasPrefix(k, path+".") }), "the state has %s", path)
	}
}

// walkPaths gives every path into a value that leads to no list or object.
func walkPaths(value any, at string, found func(path string)) {
	switch v := value.(type) {
	case map[string]any:
		for name, inside := range v {
			if at == "options" {
				name = "*"
			}
			walkPaths(inside, strings.TrimPrefix(at+"."+name, "."), found)
		}
	case []any:
		for _, inside := range v {
			walkPaths(inside, at+".*", found)
		}
	default:
		found(at)
	}
}

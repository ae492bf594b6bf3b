package shell

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestALineIsTakenApart(t *testing.T) {
	for _, tc := range []struct {
		line  string
		names []string
		count int
	}{
		{"", nil, 0},
		{"crash 1", []string{"crash"}, 1},
		{"crash 1; crash 2 && sleep 1 || crash 3 &", []string{"crash", "crash", "sleep", "crash"}, 4},
		{"partition 1,2 | 3", []string{"partition"}, 1},
		{"cut 1>3", []string{"cut"}, 1},
		{"etcdctl get a | grep b | wc -l", []string{"etcdctl", "grep", "wc"}, 1},
		{"LEASE=$(etcdctl lease grant 5; crash 1)", nil, 1},
		{"for i in 1 2; do crash $i; sleep 1; done", []string{"crash", "sleep"}, 2},
		{"if true; then crash 1; else crash 2; fi > out", []string{"true", "crash", "crash"}, 3},
		{"while etcdctl get a; do sleep 1; done", []string{"etcdctl", "sleep"}, 2},
		{"f() { crash 1; }", []string{"crash"}, 1},
		{"(crash 1; { crash 2; })", []string{"crash", "crash"}, 2},
		{"$x 1", []string{""}, 1},
		{"case $x in 1) crash 1;; esac", []string{"crash"}, 1},
		{"for i in 1 2; do", nil, 0},
		{"crash 'x", nil, 0},
	} {
		p := PartsOf(tc.line)
		require.Equal(t, tc.names, p.Names, tc.line)
		require.Equal(t, tc.count, p.Count, tc.line)
	}
}

package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSetsTheBestOfEachSideBesideTheOther(t *testing.T) {
	const printed = `goos: linux
goarch: amd64
pkg: raftarium/core/raft/oracle
BenchmarkCommit/n=3/batch=1/ours-2   100  500 ns/op  8.000 messages/op  0.5000 wanted-allocs  2.000 wanted-times  10 B/op  3 allocs/op
BenchmarkCommit/n=3/batch=1/etcd-2   100  2000 ns/op  9.000 messages/op  500 B/op  12 allocs/op
BenchmarkPut/ours   100  900 ns/op  0.7500 wanted-times  1 B/op  1 allocs/op
BenchmarkPut/etcd   100  450 ns/op  1 B/op  1 allocs/op
BenchmarkAlone-2    100  450 ns/op
PASS
goos: js
goarch: wasm
BenchmarkPut/ours   100  3000 ns/op  1 B/op  1 allocs/op
BenchmarkPut/etcd   100  1500 ns/op  1 B/op  1 allocs/op
goarch: amd64
BenchmarkCommit/n=3/batch=1/ours-2   100  400 ns/op  8.000 messages/op  0.5000 wanted-allocs  2.000 wanted-times  10 B/op  3 allocs/op
BenchmarkCommit/n=3/batch=1/etcd-2   100  1000 ns/op  9.000 messages/op  500 B/op  12 allocs/op
`
	rows, err := read(strings.NewReader(printed))
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, write(&b, rows))
	require.Equal(t, `  system           benchmark     ours/s     etcd/s  times  wanted  allocs/op  etcd  wanted  messages/op  etcd        
  native  Commit/n=3/batch=1  2,500,000  1,000,000   2.50       2          3    12       6         8.00  9.00        
  native                 Put  1,111,111  2,222,222   0.50    0.75          1     1                             missed
    wasm                 Put    333,333    666,666   0.50                  1     1                                   

2 of 3 rows reach what is wanted.
`, b.String())
}

func TestRefusesWhatCannotBeCompared(t *testing.T) {
	tests := []struct{ name, printed, err string }{
		{"nothing", "PASS\n", "reading benchmarks: there are none that end in /ours or /etcd; run this behind go test -bench"},
		{"a failure", "--- FAIL: BenchmarkPut\n", "reading benchmarks: one of them failed: --- FAIL: BenchmarkPut"},
		{"no number", "BenchmarkPut/ours 1 x ns/op\n", `reading benchmark BenchmarkPut/ours: "x" is no number of ns/op`},
		{"no time", "BenchmarkPut/ours 1 3 B/op\n", "reading benchmark BenchmarkPut/ours: it has no ns/op"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(strings.NewReader(tt.printed))
			require.EqualError(t, err, tt.err)
		})
	}
	rows, err := read(strings.NewReader("BenchmarkPut/ours 1 3 ns/op\n"))
	require.NoError(t, err)
	require.EqualError(t, write(&strings.Builder{}, rows), "comparing Put: only one side was measured")
}

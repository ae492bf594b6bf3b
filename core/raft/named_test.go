package raft

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOptionsAreSetByName(t *testing.T) {
	for _, c := range []struct {
		name, value string
		want        Options
		shown       string
	}{
		{"pre-vote", "on", Options{PreVote: true}, "on"},
		{"pre-vote", "off", Options{}, "off"},
		{"check-quorum", "on", Options{CheckQuorum: true}, "on"},
		{"keep-leader", "on", Options{KeepLeader: true}, "on"},
		{"lease-reads", "on", Options{Lease: 136_363_636}, "1.1"},
		{"lease-reads", "1.5", Options{Lease: 100 * millisecond}, "1.5"},
		{"lease-reads", "1", Options{Lease: 150 * millisecond}, "1"},
		{"lease-reads", "off", Options{}, "off"},
		{"batch-reads", "on", Options{BatchReads: true}, "on"},
		{"snapshot-every", "1000", Options{SnapshotEvery: 1000}, "1000"},
		{"snapshot-every", "off", Options{}, "off"},
		{"snapshot-trail", "5", Options{SnapshotTrail: 5}, "5"},
		{"message-entries", "3", Options{MessageEntries: 3}, "3"},
		{"message-bytes", "4096", Options{MessageBytes: 4096}, "4096"},
		{"inflight-messages", "1", Options{InflightMessages: 1}, "1"},
		{"inflight-bytes", "9", Options{InflightBytes: 9}, "9"},
		{"uncommitted-bytes", "200", Options{UncommittedBytes: 200}, "200"},
		{"snapshot-chunk", "64", Options{SnapshotChunk: 64}, "64"},
	} {
		o, err := Options{}.With(c.name, c.value, Paper)
		require.NoError(t, err, c.name)
		require.Equal(t, c.want, o, c.name)
		require.Equal(t, c.shown, o.Value(c.name, Paper), c.name)
	}
	require.Equal(t, "65536", Options{}.Value("snapshot-chunk", Paper), "the default shows")
	require.Equal(t, "", Options{}.Value("nothing", Paper))
}

func TestOptionsThatCannotBeAreRefused(t *testing.T) {
	for name, values := range map[string][]string{
		"pre-vote":          {"", "yes", "1"},
		"lease-reads":       {"", "0.9", "101", "NaN", "x", "-1", "Inf"},
		"snapshot-every":    {"", "0", "-1", "on", "2000000000000", "1.5"},
		"snapshot-chunk":    {"off", "0"},
		"inflight-messages": {"off", "0", "-1"},
		"nothing":           {"on"},
	} {
		for _, value := range values {
			o, err := Options{PreVote: true, Lease: 7, SnapshotEvery: 9}.With(name, value, Paper)
			require.Error(t, err, "%s %s", name, value)
			require.Equal(t, Options{PreVote: true, Lease: 7, SnapshotEvery: 9}, o, "nothing changes")
		}
	}
}

// Every switch can be set to what it says that it is.
func TestValuesOfOptionsCanBeSet(t *testing.T) {
	o := Options{PreVote: true, CheckQuorum: true, Lease: 100 * millisecond, SnapshotEvery: 7, SnapshotChunk: 9,
		MessageEntries: 1, MessageBytes: 2, InflightMessages: 3, InflightBytes: 4, UncommittedBytes: 5}
	for _, info := range AllOptions() {
		again, err := o.With(info.Name, o.Value(info.Name, Paper), Paper)
		require.NoError(t, err, info.Name)
		require.Equal(t, o, again, info.Name)
	}
}

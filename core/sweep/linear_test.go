package sweep

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/sim"
)

// asked is an operation of a client, written short. Times are in milliseconds;
// an answer at 0 never came.
func asked(client int, call, answered sim.Time, request api.Request, response api.Response) operation {
	o := operation{client: sim.FirstClient + sim.Node(client), call: call * sim.Millisecond, request: request, answered: answered * sim.Millisecond, response: response}
	if answered == 0 {
		o.answered = sim.Never
	}
	return o
}

func put(value string) api.Request { return api.Put{Key: []byte("k"), Value: []byte(value)} }

func putAt(revision int64) api.Response {
	return api.PutResponse{Header: api.ResponseHeader{Revision: revision}}
}

var (
	get    api.Request  = api.Range{Key: []byte("k")}
	del    api.Request  = api.DeleteRange{Key: []byte("k")}
	absent api.Response = api.RangeResponse{}
)

func holds(value string, mod int64) api.Response {
	return api.RangeResponse{KVs: []api.KeyValue{{Key: []byte("k"), Value: []byte(value), ModRevision: mod}}, Count: 1}
}

func deleted(count, revision int64) api.Response {
	return api.DeleteRangeResponse{Header: api.ResponseHeader{Revision: revision}, Deleted: count}
}

func TestHistoriesAreJudged(t *testing.T) {
	for _, tc := range []struct {
		name       string
		operations []operation
		violated   sim.Time // in milliseconds; 0: it is linearizable
	}{
		{"nothing", nil, 0},
		{"a value is read after it was put", []operation{
			asked(1, 1, 2, put("a"), putAt(2)), asked(2, 3, 4, get, holds("a", 2))}, 0},
		{"a put that is under way may be seen or not", []operation{
			asked(1, 1, 9, put("a"), putAt(2)), asked(2, 2, 3, get, absent), asked(2, 4, 5, get, holds("a", 2))}, 0},
		{"once it was seen it is there", []operation{
			asked(1, 1, 9, put("a"), putAt(2)), asked(2, 2, 3, get, holds("a", 2)), asked(3, 4, 5, get, absent)}, 5},
		{"a stale read", []operation{
			asked(1, 1, 2, put("a"), putAt(2)), asked(1, 3, 4, put("b"), putAt(3)), asked(2, 5, 6, get, holds("a", 2)), asked(2, 7, 8, get, holds("b", 3))}, 6},
		{"a put that was lost", []operation{
			asked(1, 1, 2, put("a"), putAt(2)), asked(2, 5, 6, get, absent)}, 6},
		{"a value that nobody has put", []operation{asked(2, 5, 6, get, holds("z", 4))}, 6},
		{"a put without an answer may happen late", []operation{
			asked(1, 1, 0, put("a"), nil), asked(2, 2, 3, get, absent), asked(2, 8, 9, get, holds("a", 5))}, 0},
		{"or never", []operation{asked(1, 1, 0, put("a"), nil), asked(2, 2, 3, get, absent)}, 0},
		{"but not twice", []operation{
			asked(1, 1, 0, put("a"), nil), asked(2, 2, 3, get, holds("a", 2)), asked(1, 4, 5, put("b"), putAt(3)), asked(2, 8, 9, get, holds("a", 4))}, 9},
		{"a delete takes what is there", []operation{
			asked(1, 1, 2, put("a"), putAt(2)), asked(1, 3, 4, del, deleted(1, 3)), asked(2, 5, 6, get, absent), asked(1, 7, 8, del, deleted(0, 3))}, 0},
		{"not what is not there", []operation{asked(1, 3, 4, del, deleted(1, 3))}, 4},
		{"it may be a put that nobody has heard of", []operation{
			asked(1, 1, 0, put("a"), nil), asked(2, 3, 4, del, deleted(1, 3))}, 0},
		{"unless that came later", []operation{
			asked(2, 3, 4, del, deleted(1, 3)), asked(1, 5, 0, put("a"), nil)}, 4},
		{"a delete without an answer", []operation{
			asked(1, 1, 2, put("a"), putAt(2)), asked(1, 3, 0, del, nil), asked(2, 5, 6, get, holds("a", 2)), asked(2, 7, 8, get, absent)}, 0},
		{"a value that was put twice by one request", []operation{
			asked(1, 1, 2, put("a"), putAt(2)), asked(2, 5, 6, get, holds("a", 4))}, 6},
		{"a revision that goes back", []operation{
			asked(1, 1, 2, put("a"), putAt(5)), asked(1, 3, 4, put("b"), putAt(4))}, 4},
		{"a get without an answer says nothing", []operation{asked(1, 1, 0, get, nil)}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := history{operations: tc.operations}
			first, key, _, ok := h.linearizable()
			if tc.violated == 0 {
				require.True(t, ok)
				return
			}
			require.False(t, ok)
			require.Equal(t, "k", key)
			require.Equal(t, tc.violated*sim.Millisecond, first)
		})
	}
}

func TestKeysAreJudgedApart(t *testing.T) {
	other := api.Range{Key: []byte("other")}
	h := history{operations: []operation{asked(1, 1, 2, put("a"), putAt(2)), asked(2, 3, 4, other, absent)}}
	_, _, undecided, ok := h.linearizable()
	require.Zero(t, undecided)
	require.True(t, ok)
}

func TestTheHistoryIsWhatTheClientsSaw(t *testing.T) {
	o := Run(3, Options{Faults: []Fault{}, Members: 3})
	s := newStorm(o.Plan.Mixture, nil)
	for _, in := range o.played {
		s.run(in.At - 1)
		s.play.Input(in)
	}
	s.run(s.play.World().Now() + 10*sim.Second)
	typed := 0
	for _, in := range o.played {
		if in.Terminal != sim.FirstClient {
			typed++
		}
	}
	require.GreaterOrEqual(t, len(s.history.operations), typed, "a request may be sent again")
	answered := 0
	for _, x := range s.history.operations {
		if x.answered != sim.Never {
			require.Greater(t, x.answered, x.call)
			answered++
		}
	}
	require.Greater(t, answered, typed*9/10)
	require.Empty(t, s.history.open)
}

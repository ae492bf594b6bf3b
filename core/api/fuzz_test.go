package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/wire"
)

func FuzzDecodeRequestAndResponse(f *testing.F) {
	req, resp := Request(Txn{Success: []Request{Put{Key: []byte("k")}, Txn{}}}), Response(V2KeysResponse{Event: V2Event{Node: &V2Node{Nodes: []*V2Node{{}}}}})
	w := wire.NewEncoder(nil)
	CodeRequest(w, &req)
	CodeResponse(w, &resp)
	f.Add(w.Encoded())
	f.Fuzz(func(t *testing.T, b []byte) {
		r := wire.NewDecoder(b)
		var req Request
		var resp Response
		CodeRequest(r, &req)
		CodeResponse(r, &resp)
		if r.Err() != nil {
			return
		}
		w := wire.NewEncoder(nil)
		CodeRequest(w, &req)
		CodeResponse(w, &resp)
		var again Request
		CodeRequest(wire.NewDecoder(w.Encoded()), &again)
		require.Equal(t, req, again)
	})
}

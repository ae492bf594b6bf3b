package oracle

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/v2store"
)

// mirror is our side: the store, and what a member does around it.
type mirror struct {
	store   *v2store.Store
	members []api.Member
	meta    api.Meta
}

// newMirror is a member of a new cluster, everything in place that etcd puts
// into its log before the first client.
func newMirror(t *testing.T) *mirror {
	m := &mirror{store: v2store.New(), meta: api.Meta{ClusterID: real.id}}
	var ops []api.V2Op
	for _, member := range real.members {
		ops = append(ops, api.AddMemberOp(member))
	}
	for _, member := range real.members {
		ops = append(ops, api.MemberAttributesOp(member))
	}
	for _, op := range append(ops, api.ClusterVersionOp("3.4.0")) {
		_, err := m.store.Apply(&op, 1)
		require.NoError(t, err)
	}
	m.members = sortedByID(real.members)
	return m
}

func sortedByID(list []api.Member) []api.Member {
	out := append([]api.Member(nil), list...)
	for i := range out {
		for j := range i {
			if out[i].ID < out[j].ID {
				out[i], out[j] = out[j], out[i]
			}
		}
	}
	return out
}

func (m *mirror) answer(r api.HTTPRequest) string {
	now := time.Now().UnixNano()
	req, refused := api.Route(r, m.meta)
	if refused != nil {
		return written(*refused)
	}
	keys, _ := req.(api.V2Keys)
	if keys.Wait && !keys.Proposes() {
		return m.watch(keys)
	}
	return written(api.Render(req, m.respond(req, now), m.meta))
}

// watch answers a wait whose event is in the past.
func (m *mirror) watch(req api.V2Keys) string {
	e, err := m.store.Scan(req.Op(0).Path, req.Recursive, req.WaitIndex)
	if err != nil {
		return written(api.Render(req, err.(api.V2Error), m.meta))
	}
	head := api.Render(req, api.V2WatchResponse{EtcdIndex: m.store.Index()}, m.meta)
	head.Body = api.RenderV2WatchEvent(e)
	return written(head)
}

func (m *mirror) respond(req api.Request, now int64) api.Response {
	switch req := req.(type) {
	case api.Health:
		return api.HealthResponse{Healthy: true}
	case api.Version:
		return api.VersionResponse{Server: "3.4.14", Cluster: "3.4.0"}
	case api.V2Members:
		return api.V2MembersResponse{Members: m.members}
	case api.V2Keys:
		return m.keys(req, now)
	}
	panic("the mirror knows no such request")
}

func (m *mirror) keys(req api.V2Keys, now int64) api.Response {
	op := req.Op(now)
	events, err := m.store.Apply(&op, now)
	if err != nil {
		return err.(api.V2Error)
	}
	return api.V2KeysResponse{Event: *events[0]}
}

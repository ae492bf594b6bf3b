package oracle

import (
	"bytes"
	"sort"

	"raftarium/core/api"
)

// kvModel is as much of etcd's v3 store as the formats need to be compared:
// the newest values only, no history, no leases.
type kvModel struct {
	header api.ResponseHeader
	keys   map[string]api.KeyValue
}

func (m *kvModel) do(req api.Request) api.Response {
	switch req := req.(type) {
	case api.Put:
		return m.put(req)
	case api.Range:
		return m.get(req)
	case api.DeleteRange:
		return m.delete(req)
	}
	panic("the model knows no such request")
}

func (m *kvModel) put(req api.Put) api.Response {
	if len(req.Key) == 0 {
		return api.ErrEmptyKey
	}
	old, had := m.keys[string(req.Key)]
	switch {
	case req.IgnoreValue && len(req.Value) > 0:
		return api.ErrValueProvided
	case req.IgnoreLease && req.Lease != 0:
		return api.ErrLeaseProvided
	case (req.IgnoreValue || req.IgnoreLease) && !had:
		return api.ErrKeyNotFound
	case req.Lease != 0:
		return api.ErrLeaseNotFound
	}
	m.header.Revision++
	kv := api.KeyValue{Key: req.Key, Value: req.Value, CreateRevision: m.header.Revision, ModRevision: m.header.Revision, Version: 1}
	if had {
		kv.CreateRevision, kv.Version = old.CreateRevision, old.Version+1
	}
	if req.IgnoreValue {
		kv.Value = old.Value
	}
	m.keys[string(req.Key)] = kv
	resp := api.PutResponse{Header: m.header}
	if req.PrevKV && had {
		resp.PrevKV = &old
	}
	return resp
}

// within are the keys of a range, by key.
func (m *kvModel) within(key, end []byte) (list []api.KeyValue) {
	for _, kv := range m.keys {
		in := bytes.Equal(kv.Key, key)
		if len(end) > 0 {
			toEnd := len(end) == 1 && end[0] == 0
			in = bytes.Compare(kv.Key, key) >= 0 && (toEnd || bytes.Compare(kv.Key, end) < 0)
		}
		if in {
			list = append(list, kv)
		}
	}
	sort.Slice(list, func(i, j int) bool { return bytes.Compare(list[i].Key, list[j].Key) < 0 })
	return list
}

func (m *kvModel) get(req api.Range) api.Response {
	if len(req.Key) == 0 {
		return api.ErrEmptyKey
	}
	if req.Revision > m.header.Revision {
		return api.ErrFutureRev
	}
	list := m.within(req.Key, req.RangeEnd)
	resp := api.RangeResponse{Header: m.header, Count: int64(len(list))}
	if req.CountOnly {
		return resp
	}
	if req.SortOrder == api.SortDescend {
		sort.SliceStable(list, func(i, j int) bool { return bytes.Compare(list[i].Key, list[j].Key) > 0 })
	}
	if req.Limit > 0 && int64(len(list)) > req.Limit {
		list, resp.More = list[:req.Limit], true
	}
	for i := range list {
		if req.KeysOnly {
			list[i].Value = nil
		}
	}
	resp.KVs = list
	return resp
}

func (m *kvModel) delete(req api.DeleteRange) api.Response {
	if len(req.Key) == 0 {
		return api.ErrEmptyKey
	}
	list := m.within(req.Key, req.RangeEnd)
	if len(list) > 0 {
		m.header.Revision++
	}
	for _, kv := range list {
		delete(m.keys, string(kv.Key))
	}
	resp := api.DeleteRangeResponse{Header: m.header, Deleted: int64(len(list))}
	if req.PrevKV {
		resp.PrevKVs = list
	}
	return resp
}

package member

import (
	"cmp"
	"slices"

	"raftarium/core/api"
	"raftarium/mvcc"
)

// progressInterval is how often a watcher that asked for it, and has heard
// nothing, is told up to where there was nothing (mvcc's progressReportInterval).
const progressInterval = 600 * second

// watchStream is a client's open stream of watches.
type watchStream struct {
	id      uint64 // among the watchers
	client  Client
	request Request
	begun   bool // the head of the answer has been sent
}

// askWatch opens a stream and does what its messages say. It stays open until
// the client cancels the exchange, or the member goes down.
func (m *Member) askWatch(a asked, q api.Watch) {
	stream := watchStream{id: m.requests.nextID(), client: a.client, request: a.request}
	m.streams = append(m.streams, stream)
	s := &m.streams[len(m.streams)-1]
	for _, message := range q.Messages {
		switch message := message.(type) {
		case api.WatchCreate:
			m.createWatch(s, message)
		case api.WatchCancel:
			if m.watchers.Cancel(s.id, message.WatchID) {
				m.tellWatch(s, api.WatchResponse{Header: m.header(), WatchID: message.WatchID, Canceled: true})
			}
		case api.WatchProgress:
			m.tellWatch(s, api.WatchResponse{Header: m.header(), WatchID: -1})
		}
	}
	m.tellWatchers()
	m.setProgressTimer()
}

// createWatch begins a watch (etcdserver/api/v3rpc/watch.go, recvLoop).
func (m *Member) createWatch(s *watchStream, q api.WatchCreate) {
	r := mvcc.WatchRequest{ID: q.WatchID, Key: string(q.Key), End: string(q.RangeEnd), From: q.StartRevision,
		NoPut: q.NoPut, NoDelete: q.NoDelete, PrevKV: q.PrevKV, Progress: q.ProgressNotify}
	if r.Key == "" {
		r.Key = "\x00"
	}
	if r.From == -1 && m.kv.Compacted() == -1 {
		r.From = 0 // where nothing was compacted, etcd finds nothing from there on either
	}
	id, err := m.watchers.Watch(m.kv, s.id, r)
	resp := api.WatchResponse{Header: m.header(), WatchID: id, Created: true}
	if err != nil {
		resp.Canceled, resp.CancelReason = true, err.Error()
	}
	m.tellWatch(s, resp)
}

// tellWatch sends a message on a stream.
func (m *Member) tellWatch(s *watchStream, resp api.WatchResponse) {
	r := Reply{Conn: s.request.Conn, API: resp}
	if s.request.HTTP != nil {
		http := api.RenderWatch(resp, !s.begun, m.meta())
		r.HTTP, r.API = &http, nil
	}
	s.begun = true
	m.host.Reply(s.client, r)
}

// tellWatchers sends every watcher what it has not heard yet.
func (m *Member) tellWatchers() {
	if len(m.streams) == 0 {
		return
	}
	m.watchers.Drain(m.kv, func(on uint64, w *mvcc.WatchResponse) { m.tellWatch(m.streamOf(on), m.watchResponse(w)) })
}

func (m *Member) streamOf(id uint64) *watchStream {
	i, found := slices.BinarySearchFunc(m.streams, id, func(s watchStream, id uint64) int { return cmp.Compare(s.id, id) })
	if !found {
		panic("member: a watcher without a stream")
	}
	return &m.streams[i]
}

// WatchClient returns who opened a stream of watches, and the number of the exchange
// in which it was, if it is open.
func (m *Member) WatchClient(stream uint64) (client Client, conn uint64, open bool) {
	for i := range m.streams {
		if s := &m.streams[i]; s.id == stream {
			return s.client, s.request.Conn, true
		}
	}
	return 0, 0, false
}

func (m *Member) watchResponse(w *mvcc.WatchResponse) api.WatchResponse {
	header := m.header()
	header.Revision = w.Rev
	if w.CompactRev != 0 {
		header.Revision = 0 // etcd's tells none here
		return api.WatchResponse{Header: header, WatchID: w.ID, Canceled: true, CompactRevision: w.CompactRev}
	}
	m.tally.meters.events += uint64(len(w.Events))
	resp := api.WatchResponse{Header: header, WatchID: w.ID, Events: make([]api.WatchEvent, len(w.Events))}
	for i := range w.Events {
		e := &w.Events[i]
		resp.Events[i] = api.WatchEvent{Delete: e.Delete, KV: m.keyValue(&e.KV)}
		if e.HasPrev {
			prev := m.keyValue(&e.Prev)
			resp.Events[i].PrevKV = &prev
		}
	}
	return resp
}

// closeWatches forgets the streams that gone says are gone.
func (m *Member) closeWatches(gone func(Client, Request) bool) {
	m.streams = filter(m.streams, func(s watchStream) bool {
		if !gone(s.client, s.request) {
			return true
		}
		m.watchers.Close(s.id)
		return false
	})
}

// setProgressTimer sees to it that whoever asked hears that nothing happened.
func (m *Member) setProgressTimer() {
	if m.progressing {
		return
	}
	m.watchers.All(func(_ uint64, _ int64, r mvcc.WatchRequest) bool {
		m.progressing = r.Progress
		return !m.progressing
	})
	if m.progressing {
		m.host.SetTimer(ProgressTimer, m.now+progressInterval)
	}
}

// tellProgress tells those who asked and heard nothing that nothing happened.
func (m *Member) tellProgress() {
	m.progressing = false
	m.watchers.Progress(m.kv, func(on uint64, id int64) {
		m.tellWatch(m.streamOf(on), api.WatchResponse{Header: m.header(), WatchID: id})
	})
	m.setProgressTimer()
}

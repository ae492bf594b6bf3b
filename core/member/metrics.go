package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/wire"
	"raftarium/mvcc"
)

// meters is what a member has counted since it started, for /metrics: of the v3
// store as etcd counts it (mvcc/metrics_txn.go), where the look at what a key was
// before, and each comparison, is a range.
type meters struct {
	puts, deletes, ranges, txns, putBytes uint64
	events                                uint64 // sent to watchers
	granted, renewed, revoked, expired    uint64 // leases
	leaderChanges, failed                 uint64
	healthy, unhealthy                    uint64 // answers to /health
}

// operations are what is done to the v3 store within one transaction.
type operations struct{ puts, deletes, ranges, putBytes uint64 }

func (o *operations) put(p *api.Put, valueBytes int) {
	if p.PrevKV || p.IgnoreValue || p.IgnoreLease {
		o.ranges++
	}
	o.puts++
	o.putBytes += uint64(len(p.Key) + valueBytes)
}

func (o *operations) delete(d *api.DeleteRange) {
	if d.PrevKV {
		o.ranges++
	}
	o.deletes++
}

// branch counts the operations of a transaction's side that was taken.
func (o *operations) branch(q *api.Txn, r *mvcc.TxnResult, arena *mvcc.Arena) {
	ops := q.Failure
	if r.Succeeded {
		ops = q.Success
	}
	for i, op := range ops {
		switch op := op.(type) {
		case api.Put:
			value := len(op.Value)
			if op.IgnoreValue {
				value = len(arena.Bytes(r.Results[i].Prev.Value))
			}
			o.put(&op, value)
		case api.DeleteRange:
			o.delete(&op)
		case api.Range:
			o.ranges++
		case api.Txn:
			o.branch(&op, r.Results[i].Txn, arena)
		}
	}
}

// did counts a transaction of the v3 store: as one where it was more than one
// operation.
func (m *meters) did(o operations) {
	m.puts += o.puts
	m.deletes += o.deletes
	m.ranges += o.ranges
	m.putBytes += o.putBytes
	if o.puts+o.deletes+o.ranges > 1 {
		m.txns++
	}
}

// checked counts an answer to /health.
func (m *meters) checked(healthy bool) {
	if healthy {
		m.healthy++
	} else {
		m.unhealthy++
	}
}

// metrics tells what was counted, and how the member is.
func (m *Member) metrics() api.MetricsResponse {
	c, s, status := &m.tally.meters, m.server, m.status()
	yes := func(is bool) uint64 {
		if is {
			return 1
		}
		return 0
	}
	compacted := float64(m.kv.Compacted())
	if compacted == 0 {
		compacted = -1 // as etcd has it
	}
	v2 := m.v2.Stats()
	var list api.MetricsResponse
	add := func(name string, value float64) { list = append(list, api.Metric{Name: name, Value: value}) }
	count := func(name string, value uint64) { add(name, float64(value)) }
	labelled := func(name, label string) { list = append(list, api.Metric{Name: name, Label: label, Value: 1}) }
	if m.version != "" {
		labelled("etcd_cluster_version", `cluster_version="`+majorMinor(m.version)+`"`)
	}
	count("etcd_debugging_lease_granted_total", c.granted)
	count("etcd_debugging_lease_renewed_total", c.renewed)
	count("etcd_debugging_lease_revoked_total", c.revoked)
	add("etcd_debugging_mvcc_compact_revision", compacted)
	add("etcd_debugging_mvcc_current_revision", float64(m.kv.Revision()))
	add("etcd_debugging_mvcc_db_total_size_in_bytes", float64(status.DBSize))
	count("etcd_debugging_mvcc_delete_total", c.deletes)
	count("etcd_debugging_mvcc_events_total", c.events)
	count("etcd_debugging_mvcc_keys_total", uint64(m.kv.Len()))
	count("etcd_debugging_mvcc_put_total", c.puts)
	count("etcd_debugging_mvcc_range_total", c.ranges)
	count("etcd_debugging_mvcc_total_put_size_in_bytes", c.putBytes)
	count("etcd_debugging_mvcc_txn_total", c.txns)
	count("etcd_debugging_mvcc_watch_stream_total", uint64(len(m.streams)))
	count("etcd_debugging_mvcc_watcher_total", uint64(m.watchers.Len()))
	count("etcd_debugging_server_lease_expired_total", c.expired)
	count("etcd_debugging_store_expires_total", v2.Expired())
	count("etcd_debugging_store_watchers", v2.Watchers())
	add("etcd_mvcc_db_total_size_in_bytes", float64(status.DBSize))
	add("etcd_mvcc_db_total_size_in_use_in_bytes", float64(status.DBSizeInUse))
	count("etcd_mvcc_delete_total", c.deletes)
	count("etcd_mvcc_put_total", c.puts)
	count("etcd_mvcc_range_total", c.ranges)
	count("etcd_mvcc_txn_total", c.txns)
	count("etcd_server_has_leader", yes(s.Leader() != raft.None))
	count("etcd_server_health_failures", c.unhealthy)
	count("etcd_server_health_success", c.healthy)
	labelled("etcd_server_id", `server_id="`+api.FormatID(m.config.Self.ID)+`"`)
	count("etcd_server_is_leader", yes(s.Role() == raft.Leader))
	count("etcd_server_is_learner", yes(m.isLearner()))
	count("etcd_server_leader_changes_seen_total", c.leaderChanges)
	count("etcd_server_proposals_applied_total", uint64(s.Applied()))
	count("etcd_server_proposals_committed_total", uint64(s.Commit()))
	count("etcd_server_proposals_failed_total", c.failed)
	count("etcd_server_proposals_pending", uint64(len(m.requests.waiting)))
	labelled("etcd_server_version", `server_version="`+ServerVersion+`"`)
	return list
}

// majorMinor is a version without its patch.
func majorMinor(version string) string {
	for i, dots := 0, 0; i < len(version); i++ {
		if version[i] == '.' {
			if dots++; dots == 2 {
				return version[:i]
			}
		}
	}
	return version
}

func (m *meters) code(c *wire.Coder) {
	for _, n := range [...]*uint64{&m.puts, &m.deletes, &m.ranges, &m.txns, &m.putBytes, &m.events, &m.granted, &m.renewed, &m.revoked,
		&m.expired, &m.leaderChanges, &m.failed, &m.healthy, &m.unhealthy} {
		c.Uint64(n)
	}
}

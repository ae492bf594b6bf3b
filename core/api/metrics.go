package api

import "strconv"

// Metrics asks a member for what it has counted, as Prometheus reads it.
// GET /metrics.
type Metrics struct{ Head bool }

// MetricsResponse answers Metrics, in the order in which they are told. What a
// simulation has none of (the process, Go's memory, how long a disk took by the
// wall clock) it does not tell.
type MetricsResponse []Metric

// Metric is one that metricInfos has.
type Metric struct {
	Name  string
	Label string // of the only sample, as in server_id="1f"; empty for most
	Value float64
}

func (Metrics) request()          {}
func (MetricsResponse) response() {}

// metricInfos are etcd 3.4's own, in the order of their names: what each is, and
// of which type.
var metricInfos = map[string]struct{ kind, help string }{
	"etcd_cluster_version":                        {"gauge", "Which version is running. 1 for 'cluster_version' label with current cluster version"},
	"etcd_debugging_lease_granted_total":          {"counter", "The total number of granted leases."},
	"etcd_debugging_lease_renewed_total":          {"counter", "The number of renewed leases seen by the leader."},
	"etcd_debugging_lease_revoked_total":          {"counter", "The total number of revoked leases."},
	"etcd_debugging_mvcc_compact_revision":        {"gauge", "The revision of the last compaction in store."},
	"etcd_debugging_mvcc_current_revision":        {"gauge", "The current revision of store."},
	"etcd_debugging_mvcc_db_total_size_in_bytes":  {"gauge", "Total size of the underlying database physically allocated in bytes."},
	"etcd_debugging_mvcc_delete_total":            {"counter", "Total number of deletes seen by this member."},
	"etcd_debugging_mvcc_events_total":            {"counter", "Total number of events sent by this member."},
	"etcd_debugging_mvcc_keys_total":              {"gauge", "Total number of keys."},
	"etcd_debugging_mvcc_put_total":               {"counter", "Total number of puts seen by this member."},
	"etcd_debugging_mvcc_range_total":             {"counter", "Total number of ranges seen by this member."},
	"etcd_debugging_mvcc_total_put_size_in_bytes": {"gauge", "The total size of put kv pairs seen by this member."},
	"etcd_debugging_mvcc_txn_total":               {"counter", "Total number of txns seen by this member."},
	"etcd_debugging_mvcc_watch_stream_total":      {"gauge", "Total number of watch streams."},
	"etcd_debugging_mvcc_watcher_total":           {"gauge", "Total number of watchers."},
	"etcd_debugging_server_lease_expired_total":   {"counter", "The total number of expired leases."},
	"etcd_debugging_store_expires_total":          {"counter", "Total number of expired keys."},
	"etcd_debugging_store_watchers":               {"gauge", "Count of currently active watchers."},
	"etcd_mvcc_db_total_size_in_bytes":            {"gauge", "Total size of the underlying database physically allocated in bytes."},
	"etcd_mvcc_db_total_size_in_use_in_bytes":     {"gauge", "Total size of the underlying database logically in use in bytes."},
	"etcd_mvcc_delete_total":                      {"counter", "Total number of deletes seen by this member."},
	"etcd_mvcc_put_total":                         {"counter", "Total number of puts seen by this member."},
	"etcd_mvcc_range_total":                       {"counter", "Total number of ranges seen by this member."},
	"etcd_mvcc_txn_total":                         {"counter", "Total number of txns seen by this member."},
	"etcd_server_has_leader":                      {"gauge", "Whether or not a leader exists. 1 is existence, 0 is not."},
	"etcd_server_health_failures":                 {"counter", "The total number of failed health checks"},
	"etcd_server_health_success":                  {"counter", "The total number of successful health checks"},
	"etcd_server_id":                              {"gauge", "Server or member ID in hexadecimal format. 1 for 'server_id' label with current ID."},
	"etcd_server_is_leader":                       {"gauge", "Whether or not this member is a leader. 1 if is, 0 otherwise."},
	"etcd_server_is_learner":                      {"gauge", "Whether or not this member is a learner. 1 if is, 0 otherwise."},
	"etcd_server_leader_changes_seen_total":       {"counter", "The number of leader changes seen."},
	"etcd_server_proposals_applied_total":         {"gauge", "The total number of consensus proposals applied."},
	"etcd_server_proposals_committed_total":       {"gauge", "The total number of consensus proposals committed."},
	"etcd_server_proposals_failed_total":          {"counter", "The total number of failed proposals seen."},
	"etcd_server_proposals_pending":               {"gauge", "The current number of pending proposals to commit."},
	"etcd_server_version":                         {"gauge", "Which version is running. 1 for 'server_version' label with current version."},
}

// text is Prometheus' format 0.0.4.
func (r MetricsResponse) text() string {
	var b []byte
	for _, m := range r {
		info := metricInfos[m.Name]
		b = append(b, "# HELP "+m.Name+" "+info.help+"\n# TYPE "+m.Name+" "+info.kind+"\n"+m.Name...)
		if m.Label != "" {
			b = append(b, "{"+m.Label+"}"...)
		}
		b = append(strconv.AppendFloat(append(b, ' '), m.Value, 'g', -1, 64), '\n')
	}
	return string(b)
}

func renderMetrics(r MetricsResponse, meta Meta) HTTPResponse {
	return newResponse(meta, 200, r.text(), Header{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"})
}

package api

import (
	"strconv"
	"strings"
	"time"
)

// Render makes a member's answer into the bytes that etcd sends. An Error to
// a request of v2 becomes error 300, as etcd does with whatever the store did
// not say. A request for headers only loses the body.
func Render(req Request, resp Response, meta Meta) HTTPResponse {
	resp = v2MemberAnswer(req, resp)
	keys, v2 := req.(V2Keys)
	r := render(keys, v2, streaming(req), resp, meta)
	machines, _ := req.(V2Machines)
	metrics, _ := req.(Metrics)
	if keys.Head || machines.Head || metrics.Head {
		return r.head("HEAD")
	}
	return r
}

// streaming reports whether the gateway answers a request by a stream.
func streaming(req Request) bool {
	switch req.(type) {
	case Watch, LeaseKeepAlive, Observe:
		return true
	}
	return false
}

func render(keys V2Keys, v2, streams bool, resp Response, meta Meta) HTTPResponse {
	switch resp := resp.(type) {
	case V2MachinesResponse:
		return plain(meta, 200, strings.Join(resp.ClientURLs, ", "))
	case V2StoreStats:
		return newResponse(meta, 200, resp.json(), jsonType)
	case V2SelfStats:
		return newResponse(meta, 200, resp.json(), jsonType)
	case V2LeaderStats:
		return newResponse(meta, 200, resp.json(), jsonType)
	case V2MemberResponse:
		switch {
		case resp == ErrNotCurrentLeader:
			return newResponse(meta, resp.Status, resp.body(), jsonType)
		case resp.Status == 204:
			return headed(meta, resp.Status, clusterID(meta))
		}
		return newResponse(meta, resp.Status, resp.body(), jsonType, clusterID(meta))
	case HealthResponse:
		if !resp.Healthy {
			return failure(meta, 503, `{"health":"false"}`)
		}
		return plain(meta, 200, `{"health":"true"}`)
	case VersionResponse:
		return newResponse(meta, 200, `{"etcdserver":"`+resp.Server+`","etcdcluster":"`+resp.Cluster+`"}`, jsonType)
	case V2MembersResponse:
		return newResponse(meta, 200, v2MembersJSON(resp.Members), jsonType, clusterID(meta))
	case V2KeysResponse:
		return renderV2Event(keys, resp, meta)
	case V2WatchResponse:
		r := headed(meta, 200, v2Header(meta, resp.EtcdIndex, resp.RaftIndex, resp.RaftTerm)...)
		r.Header = append(r.Header, Header{"Transfer-Encoding", "chunked"})
		r.Stream = true
		return r
	case V2Error:
		resp.Cause = strings.TrimPrefix(resp.Cause, V2KeysPrefix)
		return renderV2Error(resp, meta)
	case LeaseKeepAliveResponse:
		return renderKeepAlive(resp, meta)
	case MetricsResponse:
		return renderMetrics(resp, meta)
	case NotYet:
		return failure(meta, 501, resp.Error())
	case Error:
		if streams {
			return RenderStreamError(resp, true, meta)
		}
		if resp == ErrContextDeadline { // the gateway's own client has given up
			return newResponse(meta, resp.Code.status(), gatewayErrorJSON(resp), jsonType)
		}
		if v2 {
			return renderV2Error(V2Error{Code: EcodeRaftInternal, Cause: resp.Text}, meta)
		}
		return renderGatewayError(resp, meta)
	}
	return renderGateway(resp, meta)
}

var jsonType = Header{"Content-Type", "application/json"}

func v2Header(meta Meta, etcdIndex, raftIndex, raftTerm uint64) []Header {
	return []Header{
		jsonType, clusterID(meta),
		{"X-Etcd-Index", strconv.FormatUint(etcdIndex, 10)},
		{"X-Raft-Index", strconv.FormatUint(raftIndex, 10)},
		{"X-Raft-Term", strconv.FormatUint(raftTerm, 10)},
	}
}

func renderV2Event(keys V2Keys, resp V2KeysResponse, meta Meta) HTTPResponse {
	e := resp.Event
	status := 200
	if e.Created() {
		status = 201
	}
	if keys.NoValueOnSuccess {
		switch e.Action {
		case "set", "compareAndSwap", "create", "update":
			e.Node, e.PrevNode = nil, nil
		}
	}
	body := string(RenderV2WatchEvent(&e))
	return newResponse(meta, status, body, v2Header(meta, resp.Event.EtcdIndex, resp.RaftIndex, resp.RaftTerm)...)
}

// RenderV2WatchEvent is an event as one line of JSON, newline included: what
// a watch sends for each. Keys lose the store's prefix of the users' half.
func RenderV2WatchEvent(e *V2Event) []byte {
	o := jsonObject{}
	o.string("action", e.Action)
	o.node("node", e.Node)
	o.node("prevNode", e.PrevNode)
	return append(o.end(), '\n')
}

func (o *jsonObject) node(name string, n *V2Node) {
	if n != nil {
		o.key(name)
		o.b = appendV2Node(o.b, n)
	}
}

func appendV2Node(b []byte, n *V2Node) []byte {
	o := jsonObject{b: b}
	if key := strings.TrimPrefix(n.Key, V2KeysPrefix); key != "" {
		o.string("key", key)
	}
	if n.Value != nil {
		o.string("value", *n.Value)
	}
	o.yes("dir", n.Dir)
	if n.Expiration != 0 {
		o.string("expiration", time.Unix(0, n.Expiration).UTC().Format(time.RFC3339Nano))
	}
	o.int("ttl", n.TTL)
	if len(n.Nodes) > 0 {
		o.key("nodes")
		for i, child := range n.Nodes {
			o.b = append(o.b, "[,"[min(i, 1)])
			o.b = appendV2Node(o.b, child)
		}
		o.b = append(o.b, ']')
	}
	o.uint("modifiedIndex", n.ModifiedIndex)
	o.uint("createdIndex", n.CreatedIndex)
	return o.end()
}

// RenderV2Watch is an event that a watch has been waiting for. The answer's head
// has gone out before; last says that the event ends it.
func RenderV2Watch(e *V2Event, last bool) HTTPResponse {
	return HTTPResponse{Body: RenderV2WatchEvent(e), Stream: !last}
}

// renderV2Error is an error of v2: without X-Raft headers, and with those of
// the index even where the store was not asked.
func renderV2Error(e V2Error, meta Meta) HTTPResponse {
	index := strconv.FormatUint(e.Index, 10)
	o := jsonObject{}
	o.key("errorCode")
	o.b = strconv.AppendInt(o.b, int64(e.Code), 10)
	o.string("message", e.Code.Message())
	if e.Cause != "" {
		o.string("cause", e.Cause)
	}
	o.key("index")
	o.b = append(o.b, index...)
	return newResponse(meta, e.Code.Status(), string(o.end())+"\n", jsonType, clusterID(meta), Header{"X-Etcd-Index", index})
}

func v2MembersJSON(members []Member) string {
	b := []byte(`{"members":[`)
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendV2Member(b, m)
	}
	return string(append(b, "]}\n"...))
}

func appendV2Member(b []byte, m Member) []byte {
	o := jsonObject{b: b}
	o.string("id", FormatID(m.ID))
	o.string("name", m.Name)
	o.strings("peerURLs", m.PeerURLs)
	o.strings("clientURLs", m.ClientURLs)
	return o.end()
}

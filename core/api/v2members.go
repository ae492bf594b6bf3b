package api

import (
	"encoding/json"
	"mime"
	"slices"
	"strconv"
	"strings"
)

// V2Leader asks who leads: GET /v2/members/leader.
type V2Leader struct{}

func (V2Leader) request() {}

// V2MemberResponse answers what v2 was asked about one member
// (etcdserver/api/v2http/client.go, membersHandler).
type V2MemberResponse struct {
	Status  int
	Member  *Member // nil: Message instead
	Message string  // empty with a nil Member: no body
}

func (V2MemberResponse) response() {}

func (r V2MemberResponse) body() string {
	switch {
	case r.Member != nil:
		return string(append(appendV2Member(nil, *r.Member), '\n'))
	case r.Message == "":
		return ""
	}
	o := jsonObject{}
	o.string("message", r.Message)
	return string(o.end())
}

// routeV2Change reads a change of the members through v2.
func routeV2Change(r HTTPRequest, id string, meta Meta) (Request, *HTTPResponse) {
	fail := func(status int, message string) (Request, *HTTPResponse) {
		return nil, Render(nil, V2MemberResponse{Status: status, Message: message}, meta).ptr()
	}
	if r.Method != "POST" && id == "" {
		return nil, failure(meta, 405, "Method Not Allowed", clusterID(meta)).ptr()
	}
	n, err := strconv.ParseUint(id, 16, 64)
	if err != nil && r.Method != "POST" {
		return fail(404, "No such member: "+id)
	}
	if r.Method == "DELETE" {
		return MemberRemove{ID: n, V2: true}, nil
	}
	kind := headerValue(r.Header, "Content-Type")
	if media, _, _ := mime.ParseMediaType(kind); media != "application/json" {
		return fail(415, "Bad Content-Type "+kind+", accept application/json")
	}
	var form struct {
		PeerURLs []string `json:"peerURLs"`
	}
	if err := json.Unmarshal(r.Body, &form); err != nil {
		return fail(400, err.Error())
	}
	urls, err := CheckURLs(form.PeerURLs)
	switch {
	case err != nil:
		return fail(400, err.Error())
	case r.Method == "PUT":
		return MemberUpdate{ID: n, PeerURLs: urls, V2: true}, nil
	}
	return MemberAdd{PeerURLs: urls, V2: true}, nil
}

// v2MemberAnswer words an answer to a change of the members as v2 does.
func v2MemberAnswer(req Request, resp Response) Response {
	var id uint64
	switch q := req.(type) {
	case MemberAdd:
		if !q.V2 {
			return resp
		}
	case MemberRemove:
		if id = q.ID; !q.V2 {
			return resp
		}
	case MemberUpdate:
		if id = q.ID; !q.V2 {
			return resp
		}
	default:
		return resp
	}
	switch r := resp.(type) {
	case MemberAddResponse:
		return V2MemberResponse{Status: 201, Member: &r.Member}
	case MemberRemoveResponse, MemberUpdateResponse:
		return V2MemberResponse{Status: 204}
	case Error:
		_, adds := req.(MemberAdd)
		switch {
		case r == ErrMemberRemoved:
			return V2MemberResponse{Status: 410, Message: "Member permanently removed: " + FormatID(id)}
		case r == ErrMemberNotFound && !adds:
			return V2MemberResponse{Status: 404, Message: "No such member: " + FormatID(id)}
		case r == ErrPeerURLExist:
			return V2MemberResponse{Status: 409, Message: "membership: peerURL exists"}
		case r == ErrMemberExist:
			return V2MemberResponse{Status: 409, Message: "membership: ID exists"}
		}
		return V2MemberResponse{Status: 500, Message: "Internal Server Error"}
	}
	return resp
}

// clusterRequest reads a request to the gateway that is about the cluster, or
// returns nil.
func (f *gatewayForm) clusterRequest(at string) Request {
	switch at {
	case "/cluster/member/add":
		return MemberAdd{PeerURLs: f.strings("peerURLs"), IsLearner: f.bool("isLearner")}
	case "/cluster/member/remove":
		return MemberRemove{ID: f.uint("ID")}
	case "/cluster/member/update":
		return MemberUpdate{ID: f.uint("ID"), PeerURLs: f.strings("peerURLs")}
	case "/cluster/member/promote":
		return MemberPromote{ID: f.uint("ID")}
	case "/cluster/member/list":
		return MemberList{}
	}
	return nil
}

func (f *gatewayForm) strings(names ...string) (v []string) {
	var list []json.RawMessage
	f.read(&list, names)
	for _, raw := range list {
		one := gatewayForm{fields: map[string]json.RawMessage{"": raw}}
		v = append(v, one.string(""))
		f.take(&one)
	}
	return v
}

func (f *gatewayForm) string(name string) (v string) {
	f.read(&v, []string{name})
	return v
}

func (f *gatewayForm) uint(names ...string) (v uint64) {
	raw := f.raw(names)
	if len(raw) > 1 && raw[0] == '"' {
		raw = raw[1 : len(raw)-1]
	}
	if raw != nil {
		if err := json.Unmarshal(raw, &v); err != nil && f.fault == nil {
			f.fault = err
		}
	}
	return v
}

func (o *jsonObject) members(name string, list []Member) {
	o.list(name, len(list), func(in *jsonObject, i int) { list[i].fields(in) })
}

func (m *Member) fields(o *jsonObject) {
	o.uint("ID", m.ID)
	if m.Name != "" {
		o.string("name", m.Name)
	}
	if len(m.PeerURLs) > 0 {
		o.strings("peerURLs", m.PeerURLs)
	}
	if len(m.ClientURLs) > 0 {
		o.strings("clientURLs", m.ClientURLs)
	}
	o.yes("isLearner", m.IsLearner)
}

// environmentOf is what a member that was added is to be started with.
func environmentOf(r MemberAddResponse, name string) string {
	var initial []string
	for _, m := range r.Members {
		as := m.Name
		if m.ID == r.Member.ID {
			as = name
		}
		for _, u := range m.PeerURLs {
			initial = append(initial, as+"="+u)
		}
	}
	return "\nETCD_NAME=" + strconv.Quote(name) + "\nETCD_INITIAL_CLUSTER=" + strconv.Quote(strings.Join(initial, ",")) +
		"\nETCD_INITIAL_ADVERTISE_PEER_URLS=" + strconv.Quote(strings.Join(r.Member.PeerURLs, ",")) + "\nETCD_INITIAL_CLUSTER_STATE=\"existing\"\n"
}

func membersTable(r MemberListResponse) string {
	t := Table{Head: []string{"ID", "STATUS", "NAME", "PEER ADDRS", "CLIENT ADDRS", "IS LEARNER"}}
	for _, line := range strings.Split(strings.TrimSuffix(PrintMembers(r), "\n"), "\n") {
		t.Rows = append(t.Rows, slices.Clip(strings.SplitN(line, ", ", 6)))
	}
	return t.String()
}

// Package api is what etcd's clients say and hear: the requests and responses
// of its v2 and v3 interfaces, the HTTP and JSON they travel in, the text that
// etcdctl makes of them, and the encoding in which a request becomes an entry
// of the log. It knows no transport, no store and no clock.
//
// The contract. Every request is one plain struct (Put, Range, V2Keys, …)
// behind the closed interface Request, every answer one behind Response. A
// request that arrives over HTTP passes Route, is answered by a member, and
// becomes bytes again in Render:
//
//	req, failed := api.Route(api.HTTPRequest{Method: "GET", Target: "/health"})
//	if failed != nil {
//		return *failed
//	}
//	return api.Render(req, member.Answer(req), api.Meta{ClusterID: id})
//
// The bytes are those of etcd 3.4 (the series of etcdserver/api/v2http,
// etcdserver/api/etcdhttp, the grpc-gateway's JSON, and etcdctl/ctlv3), down
// to header names, the order of JSON keys and which bodies end in a newline;
// core/v2store/oracle compares them with a running etcd. Paths of etcd that
// are not built yet are answered with 501 and a sentence that names them.
//
// A request that changes something is wrapped in a Proposal with a unique ID;
// EncodeProposal and DecodeProposal are its form in the log. Decoding shares
// its slices with the entry: nothing is copied, and a put allocates nothing.
package api

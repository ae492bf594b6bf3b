# The first commands of the tutorial, in a cluster of three started together.
cluster 3
wait leader
curl http://127.0.0.1:2379/health
curl http://127.0.0.1:2379/version
curl http://127.0.0.1:2379/v2/members
curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello world"
curl http://127.0.0.1:2479/v2/keys/message
etcdctl put message "hello world" ; etcdctl get message ; etcdctl get message --rev=2 -w json ; etcdctl del message
etcdctl get message --rev=2
etcdctl --endpoints=127.0.0.1:2579 get message

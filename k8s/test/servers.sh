# PostgreSQL, Kafka and S3 of deploy/local as processes of the script that sources this; they end with it.
#   start_servers HOST FOLDER   starts them on free ports of HOST, and exports the TIDEWAY_ settings that lead to them
#   stop_servers

free_port() {
    local port
    while port=$((20000 + RANDOM % 12000)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

start_server() { # start_server NAME MAIN_CLASS PORT
    local fd name=$1 log=$servers_folder/$1.log
    # The server lives as long as the pipe to its standard input is open: until this script closes it, or is gone.
    exec {fd}> >(exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        "dev.tideway.local.server.$2" "$servers_folder/$name" "$3" >"$log" 2>&1)
    server_pipes+=("$fd")
    server_pids+=($!)
}

await_server() { # await_server NAME
    local log=$servers_folder/$1.log
    for _ in $(seq 1200); do
        grep -q '^READY' "$log" 2>/dev/null && return
        sleep 0.1
    done
    tail -n 30 "$log" >&2
    echo "$1 did not start within two minutes." >&2
    return 1
}

start_servers() { # HOST FOLDER
    local root host=$1 pg kafka s3
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
    servers_folder=$2
    server_pipes=()
    server_pids=()
    mkdir -p "$servers_folder"
    CLASSPATH=$root/deploy/local/target/classes:$root/cli/target/classes:$root/update-protocol/target/classes
    CLASSPATH+=:$(<"$root/deploy/local/target/servers.classpath")
    pg=$(free_port) kafka=$(free_port) s3=$(free_port)
    export CLASSPATH TIDEWAY_LOCAL_HOST=$host
    export TIDEWAY_POSTGRES_ADDRESS=$host:$pg TIDEWAY_POSTGRES_DATABASE=tideway TIDEWAY_POSTGRES_USERNAME=tideway
    export TIDEWAY_KAFKA_BOOTSTRAP_SERVERS=$host:$kafka TIDEWAY_S3_URL=http://$host:$s3 TIDEWAY_S3_REGION=us-east-1
    export TIDEWAY_S3_PRIVATE_BUCKET=tideway-private TIDEWAY_S3_PUBLIC_BUCKET=tideway-public
    TIDEWAY_POSTGRES_PASSWORD=$(openssl rand -hex 16) TIDEWAY_S3_ACCESS_KEY=$(openssl rand -hex 8)
    TIDEWAY_S3_SECRET_KEY=$(openssl rand -hex 20)
    export TIDEWAY_POSTGRES_PASSWORD TIDEWAY_S3_ACCESS_KEY TIDEWAY_S3_SECRET_KEY
    start_server postgres PostgresMain "$pg"
    start_server kafka KafkaMain "$kafka"
    start_server s3 S3Main "$s3"
    await_server postgres
    await_server kafka
    await_server s3
    unset CLASSPATH TIDEWAY_LOCAL_HOST
}

stop_servers() {
    local fd
    for fd in "${server_pipes[@]:-}"; do
        [ -z "$fd" ] || exec {fd}>&-
    done
    # They write until they have ended.
    [ -z "${server_pids[*]:-}" ] || wait "${server_pids[@]}" 2>/dev/null || true
    server_pipes=()
    server_pids=()
}

# shellcheck shell=bash disable=SC2034 # variables are those of the script that sources this
# A mosquitto of our own on a free loopback port, with its own folder. Sets broker_address and broker_pid.

# start_broker FOLDER
start_broker() {
  local folder=$1 port attempt
  mkdir -p "$folder"
  for attempt in 1 2 3 4 5 6 7 8; do
    # Below the kernel's ephemeral range; mosquitto itself decides whether the port is free, so nothing can come between.
    port=$((18830 + RANDOM % 10000))
    cat >"$folder/mosquitto.conf" <<END
listener $port 127.0.0.1
allow_anonymous true
persistence false
# The broker would drop what a slow subscriber has not taken beyond 1000 messages, silently; this demonstration counts gaps.
max_queued_messages 0
END
    # Started by root, mosquitto becomes the user "mosquitto" unless it is told to stay.
    ((EUID != 0)) || printf 'user root\n' >>"$folder/mosquitto.conf"
    # Debian puts it where an ordinary user's PATH does not lead.
    PATH=$PATH:/usr/sbin mosquitto -c "$folder/mosquitto.conf" >"$folder/mosquitto.log" 2>&1 </dev/null &
    broker_pid=$!
    if broker_answers "$port"; then
      broker_address=127.0.0.1:$port
      return 0
    fi
    grep -q 'Address already in use' "$folder/mosquitto.log" || break
  done
  cat "$folder/mosquitto.log" >&2
  printf 'mosquitto did not start (its log stands above)\n' >&2
  printf 'next step: run build/setup.sh, or give a running broker with --broker HOST:PORT\n' >&2
  return 1
}

# broker_answers PORT: true when it accepts connections, false when it ended or 10 s passed.
broker_answers() {
  local deadline=$((SECONDS + 10))
  while ((SECONDS < deadline)); do
    kill -0 "$broker_pid" 2>/dev/null || return 1
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && kill -0 "$broker_pid" 2>/dev/null && return 0
    sleep 0.05
  done
  return 1
}

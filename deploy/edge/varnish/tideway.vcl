# Tideway behind Varnish 7. Start it with the two storages that this names:
#
#   varnishd -f /etc/varnish/tideway.vcl -a :80 -p http_gzip_support=off \
#     -s answers=malloc,256m -s packages=file,/var/lib/varnish/packages,20g -s Transient=malloc,128m
#
# How long an answer is kept, and how long it may be served stale while the services are away, is what they say in
# Cache-Control (s-maxage, stale-if-error) or, for caches alone, in CDN-Cache-Control (RFC 9213). What says no-store is not kept.
vcl 4.1;

import std;

include "backends.vcl";

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.X-Serve-Stale;
    }
    if (req.method == "PURGE") {
        call tideway_purge;
    }
    call tideway_route;
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.http.X-Unusual) {
        return (pass);
    }
    unset req.http.Cookie;
    unset req.http.Authorization;
    unset req.http.Accept-Encoding;
    call tideway_grace;
    return (hash);
}

# --- What makes two requests the same ---
# The query that goes into the key is the query that is sent on: no request can leave something in the cache that another one
# would not have got.
sub tideway_route {
    unset req.http.X-Unusual;
    # Varnish takes paths as they come; behind it "/deploy/../q" would be another one.
    if (req.url ~ "(?i)^[^?]*(/|%2f|\\|%5c)(\.|%2e){1,2}(/|%2f|\\|%5c|\?|$)") {
        return (synth(400, "Bad Request"));
    }
    if (req.url ~ "^/checkUpdate(\?|$)") {
        set req.backend_hint = catalog;
        call tideway_parameters;
        if (!req.http.X-Unusual) {
            set req.url = "/checkUpdate?project_id=" + req.http.X-Project + "&os=" + req.http.X-Os + "&app_version="
                + req.http.X-App-Version + "&build_type=" + req.http.X-Build-Type + "&client=" + req.http.X-Client;
        }
    } elsif (req.url ~ "^/download(\?|$)") {
        set req.backend_hint = delivery;
        call tideway_parameters;
        if (!req.http.X-Unusual) {
            set req.url = "/download?project_id=" + req.http.X-Project + "&os=" + req.http.X-Os + "&app_version="
                + req.http.X-App-Version + "&update_number=" + req.http.X-Update-Number;
        }
    } elsif (req.url ~ "^/(packages|bundles|patches|manifests|actions|deploy)/") {
        set req.backend_hint = delivery;
        set req.url = regsub(req.url, "\?.*$", "");
    } else {
        # Neither the operators' /q nor the admin API under /api/v1 belongs here. Build systems reach the catalog by a name
        # of its own, past every cache.
        return (synth(404, "Not Found"));
    }
    unset req.http.X-Project;
    unset req.http.X-Os;
    unset req.http.X-App-Version;
    unset req.http.X-Build-Type;
    unset req.http.X-Client;
    unset req.http.X-Update-Number;
}

sub tideway_parameters {
    # An encoded name, or a known parameter given twice: the services decide, so it is sent on as it came and not kept.
    if (req.url ~ "[?&][^=&]*[%+]"
        || req.url ~ "[?&](project_id|os|app_version|build_type|client|update_number|my_update_number|plugin_version)=[^&]*&(.*&)?\1=") {
        set req.http.X-Unusual = "1";
    }
    set req.http.X-Project = "";
    set req.http.X-Os = "";
    set req.http.X-App-Version = "";
    set req.http.X-Build-Type = "";
    set req.http.X-Client = "";
    set req.http.X-Update-Number = "";
    if (req.url ~ "[?&]project_id=") {
        set req.http.X-Project = regsub(req.url, "^.*?[?&]project_id=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]os=") {
        set req.http.X-Os = std.tolower(regsub(req.url, "^.*?[?&]os=([^&]*).*$", "\1"));
    }
    if (req.url ~ "[?&]app_version=") {
        set req.http.X-App-Version = regsub(req.url, "^.*?[?&]app_version=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]build_type=") {
        set req.http.X-Build-Type = std.tolower(regsub(req.url, "^.*?[?&]build_type=([^&]*).*$", "\1"));
    }
    if (req.url ~ "[?&]client=") {
        set req.http.X-Client = regsub(req.url, "^.*?[?&]client=([^&]*).*$", "\1");
    }
    if (req.url ~ "[?&]update_number=") {
        set req.http.X-Update-Number = regsub(req.url, "^.*?[?&]update_number=([^&]*).*$", "\1");
    }
}

# The same for every name under which devices reach this server.
sub vcl_hash {
    hash_data(req.url);
    return (lookup);
}

# --- Stale ---
# Grace of an object is its stale-if-error. As long as the services answer, less of it is used: that of
# stale-while-revalidate, which only /checkUpdate has. Change the 15 s together with tideway.check.cache-control.
sub tideway_grace {
    if (req.http.X-Serve-Stale || !std.healthy(req.backend_hint)) {
        set req.grace = 7d;
    } elsif (req.url ~ "^/checkUpdate") {
        set req.grace = 15s;
    } else {
        set req.grace = 0s;
    }
}

sub vcl_hit {
    if (obj.ttl >= 0s) {
        set req.http.X-Cache = "HIT";
    } else {
        set req.http.X-Cache = "STALE";
    }
}

sub vcl_miss {
    set req.http.X-Cache = "MISS";
}

sub vcl_pass {
    set req.http.X-Cache = "PASS";
}

sub vcl_backend_response {
    if (beresp.http.CDN-Cache-Control ~ "(^|[ ,])(no-store|private)") {
        set beresp.uncacheable = true;
    } elsif (beresp.http.CDN-Cache-Control ~ "(^|[ ,])max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, "^.*?max-age=([0-9]+).*$", "\1s"), 0s);
    }
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) {
            # What is kept is better.
            return (abandon);
        }
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    if (beresp.uncacheable || beresp.ttl <= 0s || beresp.http.Cache-Control ~ "no-store|private") {
        # For a second devices do not wait for one another, and then they do again: a number that was unknown may be given at
        # any moment, and then everybody wants the same package.
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
        set beresp.grace = 0s;
        return (deliver);
    }
    set beresp.grace = 0s;
    if (beresp.http.Cache-Control ~ "stale-if-error=[0-9]+") {
        set beresp.grace = std.duration(regsub(beresp.http.Cache-Control, "^.*?stale-if-error=([0-9]+).*$", "\1s"), 0s);
    }
    # What has expired is asked for with If-None-Match.
    set beresp.keep = 1d;
    # A whole package is fetched once, whatever range was asked for, and sent on while it comes in.
    set beresp.do_stream = true;
    if (bereq.url ~ "^/(checkUpdate|deploy/.*\.json$)") {
        set beresp.storage = storage.answers;
    } else {
        set beresp.storage = storage.packages;
    }
    return (deliver);
}

sub vcl_deliver {
    # The services answer with an error, or not at all: what was kept earlier, if stale-if-error still allows it.
    if (resp.status >= 500 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD") && !req.http.X-Unusual) {
        set req.http.X-Serve-Stale = "1";
        return (restart);
    }
    # Varnish knows If-None-Match, If-Modified-Since and If-Range by itself, If-Match it does not.
    if (req.http.If-Match && req.http.If-Match != "*" && resp.http.ETag && (resp.status == 200 || resp.status == 206)
        && !std.strstr(req.http.If-Match, resp.http.ETag)) {
        return (synth(412, "Precondition Failed"));
    }
    set resp.http.X-Cache = req.http.X-Cache;
    unset resp.http.Via;
    unset resp.http.X-Varnish;
    return (deliver);
}

# --- Purge ---
# curl -X PURGE -H 'Surrogate-Key: project-shop' http://edge/   takes away all that was kept of a project;
# 'Surrogate-Key: sha256-<digest>' one package wherever it is kept. Several keys are separated by spaces.
sub tideway_purge {
    if (client.ip !~ tideway_purgers) {
        return (synth(403, "Forbidden"));
    }
    if (req.http.Surrogate-Key !~ "^[A-Za-z0-9._-]+( [A-Za-z0-9._-]+)*$") {
        return (synth(400, "Send the field Surrogate-Key with keys that are separated by spaces"));
    }
    set req.http.X-Keys = regsuball(regsuball(req.http.Surrogate-Key, "[.]", "[.]"), " ", "|");
    if (!std.ban("obj.http.Surrogate-Key ~ (^|[[:space:]])(" + req.http.X-Keys + ")($|[[:space:]])")) {
        return (synth(500, std.ban_error()));
    }
    return (synth(200, "Purged"));
}

# The one file to adapt. Several replicas: one backend each, and a director in vcl_init.
backend catalog {
    .host = "catalog-service";
    .port = "8080";
    .connect_timeout = 3s;
    .first_byte_timeout = 10s;
    .between_bytes_timeout = 10s;
    .probe = { .url = "/q/health/ready"; .interval = 2s; .timeout = 2s; .window = 3; .threshold = 2; .initial = 2; }
}

backend delivery {
    .host = "delivery-service";
    .port = "8081";
    .connect_timeout = 3s;
    # Delivery answers within 20 s even where it has to fetch a package from S3 first.
    .first_byte_timeout = 60s;
    .between_bytes_timeout = 30s;
    .probe = { .url = "/q/health/ready"; .interval = 2s; .timeout = 2s; .window = 3; .threshold = 2; .initial = 2; }
}

# Who may purge. The address is that of the connection: a proxy in front of Varnish has to use the PROXY protocol.
acl tideway_purgers {
    "localhost";
}

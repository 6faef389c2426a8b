package dev.tideway.edge;

/** A published update, and how devices ask for it. */
record Update(String projectId, String os, String appVersion, String number, String sha256) {
    String check() {
        return "/checkUpdate?project_id=" + projectId + "&os=" + os + "&app_version=" + appVersion;
    }

    String download() {
        return download(number);
    }

    String download(String updateNumber) {
        return "/download?project_id=" + projectId + "&os=" + os + "&app_version=" + appVersion + "&update_number="
                + updateNumber;
    }

    String packagePath() {
        return "/packages/" + sha256 + ".zip";
    }
}

package dev.tideway.settings;

/** A setting that no service can start with: which one, what is wrong with it, and what to do. */
public final class BadSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param setting its name, such as {@code tideway.s3.url}
     * @param wrong follows the name: {@code "is no address: x"}
     * @param action a sentence without its full stop: {@code "name it as https://host:port"}
     */
    public BadSettingException(String setting, String wrong, String action) {
        super(setting + " " + wrong + ". Recommended action: " + action + ".");
        this.action = action;
    }

    String action() {
        return action;
    }
}

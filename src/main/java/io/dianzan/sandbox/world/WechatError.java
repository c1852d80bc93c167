package io.dianzan.sandbox.world;

/** A refusal with one of WeChat's numbers; 0 on a page that has none. */
public final class WechatError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errcode;

    public WechatError(int errcode, String text) {
        super(text, null, false, false);
        this.errcode = errcode;
    }

    public int errcode() {
        return errcode;
    }
}
